
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sales', '0009_territories_of_targets'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='invoice',
            name='sent_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='sent by e-mail'),
        ),
        migrations.AddField(
            model_name='invoice',
            name='sent_to',
            field=models.EmailField(blank=True, editable=False, max_length=254, verbose_name='sent to'),
        ),
        migrations.AddField(
            model_name='quotelink',
            name='seed',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='quotequestion',
            name='email',
            field=models.EmailField(blank=True, max_length=254, verbose_name='e-mail'),
        ),
        migrations.CreateModel(
            name='OutgoingMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=150, unique=True)),
                ('kind', models.CharField(max_length=20)),
                ('object', models.CharField(max_length=80)),
                ('record', models.BigIntegerField()),
                ('site', models.CharField(blank=True, max_length=250)),
                ('email', models.EmailField(max_length=254, verbose_name='to')),
                ('subject', models.CharField(max_length=250, verbose_name='subject')),
                ('message', models.TextField(blank=True, verbose_name='message')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('sending', 'being sent'), ('sent', 'sent'), ('failed', 'not sent'), ('cancelled', 'no longer needed')], default='waiting', max_length=9, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('begun_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('link', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mails', to='sales.quotelink')),
            ],
            options={
                'verbose_name': 'mail to a customer',
                'verbose_name_plural': 'mails to customers',
                'indexes': [models.Index(fields=['object', 'record', '-id'], name='outgoing_mail_of_record')],
            },
        ),
    ]
