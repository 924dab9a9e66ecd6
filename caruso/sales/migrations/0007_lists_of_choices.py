"""Reasons and units are lists that the firm may change. Their columns stay text of the same length: no table is touched."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sales', '0006_cancellations_to_hand_over'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChoiceList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True)),
                ('choices', models.JSONField(default=list)),
            ],
            options={
                'verbose_name': 'list of choices',
                'verbose_name_plural': 'lists of choices',
                'ordering': ['name'],
            },
        ),
        migrations.AlterField(
            model_name='invoiceline',
            name='unit',
            field=models.CharField(default='piece', max_length=8, verbose_name='unit'),
        ),
        migrations.AlterField(
            model_name='lead',
            name='reason',
            field=models.CharField(blank=True, max_length=20, verbose_name='disqualified because'),
        ),
        migrations.AlterField(
            model_name='opportunity',
            name='loss_reason',
            field=models.CharField(blank=True, max_length=12, verbose_name='lost through'),
        ),
        migrations.AlterField(
            model_name='opportunity',
            name='win_reason',
            field=models.CharField(blank=True, max_length=12, verbose_name='won through'),
        ),
        migrations.AlterField(
            model_name='orderline',
            name='unit',
            field=models.CharField(default='piece', max_length=8, verbose_name='unit'),
        ),
        migrations.AlterField(
            model_name='product',
            name='unit',
            field=models.CharField(default='piece', max_length=8, verbose_name='unit'),
        ),
        migrations.AlterField(
            model_name='quoteline',
            name='unit',
            field=models.CharField(default='piece', max_length=8, verbose_name='unit'),
        ),
    ]
