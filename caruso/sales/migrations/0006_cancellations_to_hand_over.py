"""The back office hears of cancelled orders: a hand-over says what it is of, and one may be no longer needed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sales', '0005_words_about_sources'),
    ]

    operations = [
        migrations.AddField(
            model_name='handover',
            name='kind',
            field=models.CharField(choices=[('paper', 'paper'), ('cancellation', 'cancellation')], default='paper', editable=False, max_length=12, verbose_name='what'),
        ),
        migrations.AlterField(
            model_name='handover',
            name='state',
            field=models.CharField(choices=[('waiting', 'waiting'), ('sending', 'being sent'), ('accepted', 'accepted'), ('refused', 'refused'), ('recalled', 'no longer needed')], default='waiting', max_length=8, verbose_name='state'),
        ),
    ]
