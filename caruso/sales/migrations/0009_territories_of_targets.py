"""The territory of a target holds several countries. On the way back the first of them is left."""

from typing import Any

from django.db import migrations, models

import caruso.kernel.columns


def several(apps: Any, schema_editor: Any) -> None:
    for target in apps.get_model("sales", "Target")._base_manager.exclude(territory=""):
        target.territories = [target.territory]
        target.save(update_fields=["territories"])


def the_first(apps: Any, schema_editor: Any) -> None:
    for target in apps.get_model("sales", "Target")._base_manager.exclude(territories=[]):
        target.territory = target.territories[0][:80]
        target.save(update_fields=["territory"])


class Migration(migrations.Migration):

    dependencies = [
        ('sales', '0008_mailbox_of_leads'),
    ]

    operations = [
        migrations.AddField(
            model_name='target',
            name='territories',
            field=caruso.kernel.columns.ChoicesColumn(blank=True, default=list, help_text='None chosen: everywhere.', verbose_name='territory'),
        ),
        migrations.RunPython(several, the_first),
        # On the way back it is there before it is filled.
        migrations.AlterField(
            model_name='target',
            name='territory',
            field=models.CharField(blank=True, default='', max_length=80, verbose_name='territory'),
        ),
        migrations.RemoveField(model_name='target', name='territory'),
        migrations.AlterField(
            model_name='target',
            name='measure',
            field=models.CharField(choices=[('won', 'amount won'), ('ordered', 'amount ordered'), ('invoiced', 'amount invoiced'), ('deals', 'deals won'), ('activities', 'activities done')], default='won', max_length=10, verbose_name='what is measured'),
        ),
    ]
