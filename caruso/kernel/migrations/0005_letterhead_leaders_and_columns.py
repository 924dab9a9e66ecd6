import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0004_first_roles'),
    ]

    operations = [
        migrations.AddField(
            model_name='customfield',
            name='index',
            field=models.CharField(blank=True, choices=[('', 'None'), ('wanted', 'Wanted'), ('made', 'Made')], default='', editable=False, max_length=8),
        ),
        migrations.AddField(
            model_name='organisation',
            name='bank_account',
            field=models.CharField(blank=True, max_length=60, verbose_name='bank account'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='bank_code',
            field=models.CharField(blank=True, max_length=11, verbose_name='code of the bank (BIC)'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='city',
            field=models.CharField(blank=True, max_length=120, verbose_name='city'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='email',
            field=models.EmailField(blank=True, max_length=254, verbose_name='e-mail'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='legal_name',
            field=models.CharField(blank=True, max_length=250, verbose_name='legal name'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='phone',
            field=models.CharField(blank=True, max_length=40, verbose_name='telephone'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='postal_code',
            field=models.CharField(blank=True, max_length=20, verbose_name='postal code'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='registration_number',
            field=models.CharField(blank=True, max_length=30, verbose_name='registration number'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='street',
            field=models.CharField(blank=True, max_length=200, verbose_name='street'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='tax_number',
            field=models.CharField(blank=True, max_length=30, verbose_name='tax number'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='website',
            field=models.CharField(blank=True, max_length=200, verbose_name='website'),
        ),
        migrations.AddField(
            model_name='team',
            name='leader',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='led by'),
        ),
        migrations.AddField(
            model_name='customfield',
            name='column',
            field=models.CharField(blank=True, default='', editable=False, max_length=63),
        ),
        migrations.AddField(
            model_name='customfield',
            name='options',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
