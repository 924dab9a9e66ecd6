import caruso.kernel.columns
import caruso.sales.models.carrier
import django.core.validators
from django.db import migrations, models

from caruso.sales.models.reminder_step import FIRST_STEPS, seed_reminder_steps
from caruso.sales.seeds.first_carriers import seed_carriers

DAYS = ("first_reminder_days", "second_reminder_days", "final_reminder_days")


def begin(apps, schema_editor):
    """The carriers and words that were in the code, and the days that the firm has chosen."""
    seed_carriers(apps.get_model("sales", "Carrier"))
    chosen = apps.get_model("sales", "Billing").objects.values_list(*DAYS).first() or ()
    seed_reminder_steps(apps.get_model("sales", "ReminderStep"), chosen)


def go_back(apps, schema_editor):
    """The first three steps; where there are fewer, the usual days that are later."""
    days = list(apps.get_model("sales", "ReminderStep").objects.order_by("days").values_list("days", flat=True)[:3])
    for usual, _wording in FIRST_STEPS[len(days):]:
        days.append(max(usual, days[-1] + 1) if days else usual)
    apps.get_model("sales", "Billing").objects.update(**dict(zip(DAYS, days)))


class Migration(migrations.Migration):

    dependencies = [
        ('sales', '0010_outgoing_mail'),
    ]

    operations = [
        migrations.CreateModel(
            name='Carrier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=16, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('tracking', models.CharField(blank=True, help_text='Where customers follow a parcel, with {number} for its number. Empty: there is no such page.', max_length=250, validators=[caruso.sales.models.carrier.check_tracking_address], verbose_name='tracking address')),
                ('active', models.BooleanField(default=True, verbose_name='in use')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'carrier',
                'verbose_name_plural': 'carriers',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReminderStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveSmallIntegerField(unique=True, validators=[django.core.validators.MaxValueValidator(365)], verbose_name='days after the due day')),
                ('wording', models.CharField(choices=[('friendly', 'a friendly reminder'), ('second', 'a second reminder'), ('final', 'a final reminder')], default='friendly', max_length=8, verbose_name='words')),
                ('texts', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'verbose_name': 'step of reminders',
                'verbose_name_plural': 'steps of reminders',
                'ordering': ['days'],
            },
        ),
        migrations.RunPython(begin, go_back),
        migrations.RemoveField(
            model_name='billing',
            name='final_reminder_days',
        ),
        migrations.RemoveField(
            model_name='billing',
            name='first_reminder_days',
        ),
        migrations.RemoveField(
            model_name='billing',
            name='second_reminder_days',
        ),
        migrations.AlterField(
            model_name='delivery',
            name='carrier',
            field=caruso.kernel.columns.OfferedColumn(blank=True, max_length=16, verbose_name='carrier'),
        ),
    ]
