"""Acts behind the scenes: time, Telegram's limits and faults, the bot's process."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.sandbox.actions import Answer, Scene, action
from bot.sandbox.errors import NotPossible
from bot.sandbox.page_forms import BadForm

MAX_SKIP = 400 * 86_400
MAX_BAN = 3600


@action("skip")
async def skip(scene: Scene) -> Answer:
    """Let seconds pass."""
    await scene.stage.skip(timedelta(seconds=scene.form.seconds("seconds", MAX_SKIP)))
    return _now(scene)


@action("skip_to_weekday")
async def skip_to_weekday(scene: Scene) -> Answer:
    """Go to the next `weekday` (0 is Monday) at `time` (09:00), in the desk's time zone."""
    weekday = scene.form.number("weekday")
    if not 0 <= weekday <= 6:
        raise BadForm("weekday must be 0 to 6")
    await scene.stage.skip_to(scene.stage.next_weekday(weekday, time.fromisoformat(scene.form.text("time"))))
    return _now(scene)


@action("skip_to")
async def skip_to(scene: Scene) -> Answer:
    """Go to a local date and time of the desk's time zone, such as 2026-12-01T09:00."""
    moment = datetime.fromisoformat(scene.form.text("at")).replace(tzinfo=scene.stage.timezone)
    if moment - scene.stage.clock() > timedelta(seconds=MAX_SKIP):
        raise NotPossible("that is too far away", "refused-too-far", days=MAX_SKIP // 86_400)
    await scene.stage.skip_to(moment)
    return _now(scene)


def _now(scene: Scene) -> Answer:
    """The world's time in milliseconds, and how many seconds were skipped in all."""
    stage = scene.stage
    return {"now": int(stage.clock().timestamp() * 1000), "skipped": stage.clock.skipped.total_seconds()}


@action("outage")
async def outage(scene: Scene) -> Answer:
    """Take Telegram away, or bring it back."""
    scene.stage.set_outage(scene.form.flag("on"))
    return None


@action("limits")
async def limits(scene: Scene) -> Answer:
    """Switch flood limits on or off."""
    scene.stage.set_limits(scene.form.flag("on"))
    return None


@action("flood")
async def flood(scene: Scene) -> Answer:
    """Answer every call for this chat with 429 for some seconds."""
    scene.stage.ban(scene.form.number("chat"), scene.form.seconds("seconds", MAX_BAN))
    return None


@action("fault")
async def fault(scene: Scene) -> Answer:
    """Let the next call fail in some way."""
    form = scene.form
    seconds = form.seconds("seconds", 60) if form.has("seconds") else 3.0
    scene.stage.plan_fault(form.text("kind"), seconds, form.text("method", "") or None)
    return None


@action("clear_faults")
async def clear_faults(scene: Scene) -> Answer:
    """Forget planned faults, end an outage."""
    scene.stage.clear_faults()
    return None


@action("private_reactions")
async def private_reactions(scene: Scene) -> Answer:
    """Whether reactions in private chats reach the bot (reports about Telegram contradict each other)."""
    scene.world.private_reactions = scene.form.flag("on")
    scene.world.touch()
    return None


@action("bot")
async def bot(scene: Scene) -> Answer:
    """Start, stop (SIGTERM) or kill (SIGKILL) the bot's process."""
    order = scene.form.text("order")
    puppet = scene.stage.puppet
    if order == "start":
        await puppet.start()
    elif order == "stop":
        await puppet.stop()
    elif order == "kill":
        await puppet.kill()
    elif order == "restart":
        await puppet.kill()
        await puppet.start()
    else:
        raise BadForm(f"there is no order {order!r}")
    return None
