"""What phones do in a room: join, answer, take back, signal."""

import hmac
from dataclasses import dataclass

from askfirst.activities.base import Answer
from askfirst.room.asked import Asked, Phase
from askfirst.room.base import BaseRoom
from askfirst.room.keeper import step_in
from askfirst.room.progress import band
from askfirst.room.seats import Right, read_nonce
from askfirst.room.texts import refusal


def asked_part(message: "Message") -> tuple[str]:
    """Return what an answer may change."""
    return (f"asked/{message.activity}",)


@dataclass(frozen=True, kw_only=True)
class Message:
    """What a phone sends about an answer; `choice` is None where only the nonce is at hand."""

    seat: object
    activity: object
    nonce: object
    choice: str | None = None
    round: object = 1


class TakingPart(BaseRoom):
    """A room as phones have it; no step of the facilitator is in here."""

    @step_in(lambda *_: ("seats", "hat"))
    def join(self, word: object, ticket: object) -> str:
        """Return a seat for whoever knows the word on the screen, or has a slip from the hat.

        Raises:
            RoomError: `ended`, `wrong_word`, `wrong_slip`, `slip_used`, `bad_nonce` or `full`.
        """
        self._expect_running()
        before = band(self.seats.joined)
        if self.hat is not None:
            seat = self.hat.take(self.seats, code=word, ticket=read_nonce(ticket))
        else:
            given = str(word).strip().lower().encode(errors="replace")
            if not hmac.compare_digest(given, self.word.lower().encode()):
                raise refusal("wrong_word")
            seat = self.seats.take(read_nonce(ticket))
        if band(self.seats.joined) != before:
            self._tell_hosts()
        return seat

    @step_in(asked_part)
    def answer(self, message: Message) -> None:
        """Count an answer or a pass; the same message again is acknowledged and not counted.

        Raises:
            RoomError: The seat, nonce, choice or moment does not fit.
        """
        right, asked, nonce = self._read(message)
        choice = str(message.choice)
        answer = asked.activity.read_choice(choice)
        if asked.phase is not Phase.OPEN and right.token not in asked.tally.used:
            raise refusal("closed")
        asked.tally.accept(right, nonce=nonce, choice=choice, answer=answer)

    @step_in(asked_part)
    def take_back(self, message: Message) -> None:
        """Undo an answer, until the result is shown; the same message again changes nothing.

        Raises:
            RoomError: As `answer`, and `nothing_to_take_back`.
        """
        right, asked, nonce = self._read(message)
        choice = message.choice
        if choice is None:
            choice = asked.tally.opened_by(right.token, nonce, asked.activity)
        answer: Answer = asked.activity.read_choice(choice)
        asked.tally.take_back(right, nonce=nonce, choice=choice, answer=answer)

    @step_in(lambda *_: ("signals",))
    def signal(self, seat: object, activity: object, signal: object) -> None:
        """Let a signal come to the facilitator at a random moment; whose it is goes no further.

        Raises:
            RoomError: `bad_seat`, `bad_choice`, or `closed`, where nothing can be signalled now.
        """
        asked = self._find(activity)
        self.seats.read(seat)
        if signal not in asked.activity.signals:
            asked.activity.bad_choice(str(signal))
        if asked.phase is not Phase.OPEN:
            raise refusal("closed")
        self.signals.give(asked.activity.id, str(signal))

    def has_answered(self, seat: object, asked: Asked) -> bool:
        """Return whether this seat has used its token of this round."""
        return self._right(self.seats.read(seat), asked).token in asked.tally.used

    def _read(self, message: Message) -> tuple[Right, Asked, bytes]:
        """Return right, activity and nonce; the seat goes no further."""
        asked = self._find(message.activity)
        seat = self.seats.read(message.seat)
        nonce = read_nonce(message.nonce)
        if asked.phase in {Phase.DRAFT, Phase.RELEASED} or str(message.round) != str(asked.round):
            raise refusal("closed")
        return self._right(seat, asked), asked, nonce

    @staticmethod
    def _right(seat: bytes, asked: Asked) -> Right:
        return Right.of(seat, asked.activity.id, asked.round)
