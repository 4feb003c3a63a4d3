"""What happens when a process dies: nothing that was acknowledged is lost, or counted twice."""

import asyncio
import json
import os
import signal
import sys
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from askfirst.errors import StartError
from askfirst.opening.supervisor import Supervisor
from askfirst.opening.wishes import Wishes
from askfirst.opening.workshop import Workshop, prepare
from askfirst.room.asked import Phase
from askfirst.room.tally import Tally
from tests.opening.projects import POLL, SERVICES, WORDS, make_project, write_library, written
from tests.privacy.phones import AsyncPhone, RefusedError, ask, insist

DYING = Path(__file__).parent / "dying.py"
PATIENCE = 60


@dataclass(kw_only=True)
class Held:
    """A workshop whose room is served by a process that may be killed."""

    workshop: Workshop
    supervisor: Supervisor
    deaths: list[Tally] = field(default_factory=list)
    on_death: Callable[[], None] = lambda: None  # a field

    def died(self, _: str) -> None:
        """Note what the replica holds at that moment."""
        self.deaths.append(Tally.holding(deepcopy(self.tally.held())))
        self.on_death()

    @property
    def key(self) -> str:
        return self.workshop.room.host_key

    @property
    def tally(self) -> Tally:
        return self.workshop.room.asked[POLL.id].tally

    def phone(self) -> AsyncPhone:
        return AsyncPhone(self.workshop.port, self.workshop.room.word)

    async def lead(self, step: str, activity: str = POLL.id, **body: object) -> dict[str, object]:
        path = f"/host/activities/{activity}/{step}"
        found: dict[str, object] = await insist(self.workshop.port, path, body, key=self.key)
        return found

    async def lead_or_refused(self, step: str) -> str:
        """Return why a step was refused: the first copy of it may have been taken."""
        try:
            await self.lead(step)
        except RefusedError as error:
            return str(error)
        return ""

    async def shown(self) -> dict[str, object]:
        """The snapshot, which also waits until the room answers."""
        found = await ask(self.workshop.port, "GET", "/host/state", key=self.key)
        activity: dict[str, object] = found["activities"][POLL.id]
        return activity

    def kill(self) -> None:
        """Kill the process that serves the room."""
        process = self.supervisor.child.process
        assert process is not None
        os.kill(process.pid, signal.SIGKILL)


@asynccontextmanager
async def holding(
    folder: Path, step: str = "never", times: int = 1, *, sealed: bool = False
) -> AsyncIterator[Held]:
    """Hold a workshop whose room is killed at a step, once, and is served again."""
    project = folder / "project"
    if not project.exists():
        make_project(project)
    if sealed:
        write_library(project)
    flag = folder / "flag"
    flag.touch()
    wishes = Wishes(plan="short", host="127.0.0.1", head_count="300", sealed=sealed)
    workshop = prepare(wishes, folder=project)
    program = (sys.executable, str(DYING), step, str(times), str(flag))

    def warn(line: str) -> None:
        held.died(line)

    supervisor = Supervisor(workshop, warn=warn, program=program)
    held = Held(workshop=workshop, supervisor=supervisor)
    serving = asyncio.create_task(supervisor.run())
    try:
        async with asyncio.timeout(PATIENCE):
            await supervisor.listening.wait()
            yield held
            supervisor.end()
            await serving
    finally:
        supervisor.kill()
        await asyncio.wait({serving})
        workshop.close()


def run(test: Callable[[], Awaitable[None]]) -> None:
    """Run a test that waits."""

    async def body() -> None:
        await test()

    asyncio.run(body())


@pytest.mark.parametrize(
    ("step", "replicated"),
    [
        ("before applying answer", 0),
        ("after applying answer", 0),
        ("after replicating answer", 1),
        ("after acknowledging answer", 1),
    ],
)
def test_an_answer_counts_once_wherever_the_room_dies(
    tmp_path: Path, step: str, replicated: int
) -> None:
    """Killed at any step of an answer, the room comes again and holds the answer exactly once."""

    async def test() -> None:
        async with holding(tmp_path, step) as held:
            phone = held.phone()
            await phone.join()
            await held.lead("open")
            await phone.answer(POLL.id, "1")
            await held.shown()
            if not held.deaths:  # killed after the acknowledgement: it may only be on its way
                await asyncio.wait_for(_until(lambda: bool(held.deaths)), PATIENCE)
            assert [sum(tally.counts) for tally in held.deaths] == [replicated]
            await phone.answer(POLL.id, "1")  # a copy that comes late
            with pytest.raises(RefusedError, match="answered"):
                await ask(
                    phone.port,
                    "POST",
                    "/answer",
                    {**phone.message(POLL.id, "0"), "nonce": "a" * 32},
                )
            assert held.tally.counts == [0, 1, 0]
            await phone.take_back(POLL.id, "1")
            assert held.tally.counts == [0, 0, 0]
            await phone.answer(POLL.id, "0")
            assert held.tally.counts == [1, 0, 0]

    run(test)


async def _until(true: Callable[[], bool]) -> None:
    while not true():
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    "step",
    [
        pytest.param("before applying join", marks=pytest.mark.long),
        "after applying join",
        pytest.param("after replicating join", marks=pytest.mark.long),
        pytest.param("before applying take_back", marks=pytest.mark.long),
        "after applying take_back",
        "after replicating take_back",
    ],
)
def test_seats_and_take_backs_survive(tmp_path: Path, step: str) -> None:
    """Killed while a phone joins or takes back, the room knows its seat, and counts it once."""

    async def test() -> None:
        async with holding(tmp_path, step) as held:
            phone = held.phone()
            await held.lead("open")
            await phone.join()
            await phone.answer(POLL.id, "2")
            await phone.take_back(POLL.id, "2")
            await phone.answer(POLL.id, "0")
            await phone.join()
            assert len(held.deaths) == 1
            assert held.tally.counts == [1, 0, 0]
            assert held.workshop.room.seats.joined == 1

    run(test)


@pytest.mark.parametrize("step", ["before writing", "after writing"])
@pytest.mark.parametrize(
    "times",  # at opening, at closing, at showing
    [pytest.param(1, marks=pytest.mark.long), pytest.param(2, marks=pytest.mark.long), 3],
)
def test_a_result_is_written_and_shown_together(tmp_path: Path, step: str, times: int) -> None:
    """Killed around a write, the room comes again with what is on disk, and shows just that."""

    async def test() -> None:
        async with holding(tmp_path, step, times) as held:
            for lead in ("open", "close", "release"):
                if lead == "close":
                    await answers(held, 6)
                refused = await held.lead_or_refused(lead)
                assert refused in {"", "wrong_phase" if step == "after writing" else ""}
            assert len(held.deaths) == 1
            shown = await held.shown()
            assert shown["phase"] == "released"
            (file,) = (held.workshop.root / "results").glob("*.json")
            (entry,) = json.loads(file.read_text())["results"]
            assert entry["release"] == shown["release"]
            assert entry["release"]["answered"] == [5, 9]

    run(test)


async def answers(held: Held, count: int, choice: str = "0") -> list[AsyncPhone]:
    """Let phones join and answer, all at once."""
    phones = [held.phone() for _ in range(count)]
    await asyncio.gather(*(phone.join() for phone in phones))
    await asyncio.gather(*(phone.answer(POLL.id, choice) for phone in phones))
    return phones


def test_a_burst_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """Killed three times in a burst of 300, the totals are those of who answered, once."""

    async def test() -> None:
        phones = 300
        async with holding(tmp_path, "after applying answer", phones // 2) as held:
            before = written(held.workshop.root)
            await held.lead("open")
            crowd = [held.phone() for _ in range(phones)]
            await asyncio.gather(*(phone.join() for phone in crowd))
            told = await burst(held, crowd)
            wanted = ["2" if n % 5 == 0 else str(n % 3) for n in range(phones)]
            assert held.tally.counts == [wanted.count(choice) for choice in "012"]
            assert len(held.tally.used) == held.tally.answered == phones == told[-1]
            # Whoever was told that an answer is in, and did nothing since, is in every replica.
            assert len(held.deaths) == 3
            assert all(
                len(tally.used) >= least
                for tally, least in zip(held.deaths, told[:-1], strict=True)
            )
            await held.lead("close")
            await held.lead("release")
            new = {n: b for n, b in written(held.workshop.root).items() if before.get(n) != b}
            assert [name.split("/")[0] for name in new] == ["results"]
            everything = b"".join(new.values()).decode()
            secrets = [s for phone in crowd for s in (phone.seat, phone.nonce, phone.ticket)]
            assert not [secret for secret in secrets if secret in everything]

    run(test)


async def burst(held: Held, crowd: list[AsyncPhone]) -> list[int]:
    """Let all answer and some think twice, with two more deaths on the way.

    Returns:
        How many had been told that their last answer is in: at each death, and at the end.
    """
    settled: set[str] = set()
    told: list[int] = []
    kills = {len(crowd) // 4, len(crowd) * 3 // 4}
    crowding = asyncio.Semaphore(24)  # so that some are told before others have sent
    held.on_death = lambda: told.append(len(settled))

    async def answer(number: int, phone: AsyncPhone) -> None:
        async with crowding:
            choice = str(number % 3)
            await phone.answer(POLL.id, choice)
            if number % 5 == 0:  # second thoughts
                await phone.take_back(POLL.id, choice)
                await phone.answer(POLL.id, "2")
            settled.add(phone.ticket)
            if len(settled) in kills:
                kills.remove(len(settled))
                held.kill()

    await asyncio.gather(*(answer(*pair) for pair in enumerate(crowd)))
    return [*told, len(settled)]


def test_no_acknowledgement_comes_before_the_replica(tmp_path: Path) -> None:
    """Until the replica holds a step, no phone is told of it and nobody is shown anything."""

    async def test() -> None:
        async with holding(tmp_path) as held:
            phone = held.phone()
            await phone.join()
            await held.lead("open")
            taking = held.supervisor.child.take
            go_on = asyncio.Event()
            loop = asyncio.get_running_loop()

            def slowly(message: object, wire: object) -> None:
                asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result()
                taking(message, wire)  # type: ignore[arg-type]

            held.supervisor.child.take = slowly
            told = [
                asyncio.create_task(phone.answer(POLL.id, "1")),
                asyncio.create_task(held.shown()),
            ]
            try:
                done, _ = await asyncio.wait(told, timeout=1)
                assert not done
                assert held.tally.counts == [0, 0, 0]
            finally:
                go_on.set()
            await asyncio.gather(*told)
            assert held.tally.counts == [0, 1, 0]

    run(test)


def test_a_room_that_always_dies_is_one_line(tmp_path: Path) -> None:
    """A process that dies three times before it answered anybody ends in one clear line."""

    async def test() -> None:
        workshop = prepare(Wishes(plan="short", host="127.0.0.1"), folder=make_project(tmp_path))
        try:
            program = (sys.executable, str(DYING), "at start", "1", "none")
            supervisor = Supervisor(workshop, warn=lambda _: None, program=program)
            with pytest.raises(StartError, match=r"3 times in a row \(signal SIGKILL\)"):
                await supervisor.run()
        finally:
            workshop.close()

    run(test)


def test_what_was_read_and_closed_stays_so(tmp_path: Path) -> None:
    """Texts are read in the same order after the room died, and the question stays closed."""

    async def test() -> None:
        async with holding(tmp_path) as held:
            await held.lead("open", WORDS.id)
            phones = [held.phone() for _ in range(6)]
            for number, phone in enumerate(phones):
                await phone.join()
                await phone.answer(WORDS.id, f"=Line {number}")
            await held.lead("close", WORDS.id)
            path = f"/host/activities/{WORDS.id}/texts"
            read = await ask(held.workshop.port, "GET", path, key=held.key)
            held.kill()
            await asyncio.wait_for(_until(lambda: bool(held.deaths)), PATIENCE)
            assert await ask(held.workshop.port, "GET", path, key=held.key) == read
            with pytest.raises(RefusedError, match="already_read"):
                await held.lead("open", WORDS.id)
            assert held.workshop.room.asked[WORDS.id].phase is Phase.CLOSED

    run(test)


def test_tables_that_break_meanwhile_end_nothing(tmp_path: Path) -> None:
    """The room that is served again shows who can help as before, whatever is in the files now."""
    data = make_project(tmp_path / "project") / "data"
    services = data / "services.csv"
    services.write_text(f"{SERVICES}local,emergency,Ambulance,112,,,,,\n", encoding="utf-8")

    async def test() -> None:
        async with holding(tmp_path) as held:
            services.write_bytes(b"\xff")
            (data / "claims.csv").write_text("claim_id\n", encoding="utf-8")
            held.kill()
            await asyncio.wait_for(_until(lambda: bool(held.deaths)), PATIENCE)
            phone = held.phone()
            await phone.join()
            await held.lead("open")
            await phone.answer(POLL.id, "1")
            url = f"http://127.0.0.1:{held.workshop.port}/"
            page = await asyncio.to_thread(lambda: urllib.request.urlopen(url).read())
            assert b"112" in page
            assert held.tally.counts == [0, 1, 0]

    run(test)
