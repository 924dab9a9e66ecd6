from django.db import migrations


def follow_by_number(apps, schema_editor):
    """Until now the n-th reminder followed the n-th step; what came after the last one counts as that one's."""
    Reminder = apps.get_model("sales", "Reminder")
    number = 0
    for number, step in enumerate(apps.get_model("sales", "ReminderStep").objects.order_by("days"), 1):
        Reminder.objects.filter(step=number).update(of_step=step, days=step.days)
        last = step.days
    if number:
        Reminder.objects.filter(step__gt=number).update(days=last)


class Migration(migrations.Migration):
    dependencies = [("sales", "0019_steps_of_reminders")]

    operations = [migrations.RunPython(follow_by_number, migrations.RunPython.noop)]
