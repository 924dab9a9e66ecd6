"""The mailbox from which leads are fetched is set up by the administrator."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sales', '0007_lists_of_choices'),
    ]

    operations = [
        migrations.CreateModel(
            name='LeadMailbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('active', models.BooleanField(default=True, verbose_name='fetch leads from here')),
                ('host', models.CharField(max_length=250, verbose_name='host')),
                ('port', models.PositiveIntegerField(blank=True, null=True, verbose_name='port')),
                ('over_tls', models.BooleanField(default=True, verbose_name='encrypted (TLS)')),
                ('username', models.CharField(max_length=250, verbose_name='user')),
                ('password_sealed', models.TextField(blank=True, editable=False)),
                ('folder', models.CharField(default='INBOX', max_length=250, verbose_name='folder')),
                ('fetched_at', models.DateTimeField(editable=False, null=True)),
                ('problem', models.CharField(blank=True, editable=False, max_length=300)),
                ('problem_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'verbose_name': 'mailbox of leads',
                'verbose_name_plural': 'mailboxes of leads',
            },
        ),
    ]
