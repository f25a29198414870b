/** Ways in which a script ends before its last step. */

/** The script needs what only the program had that recorded it. */
export class CannotReplay extends Error {}

/** The cloud does not know an operation. */
export class NotOffered extends Error {}

/** A call did not go as recorded: nothing after it can be judged. */
export class Broken extends Error {}

/** An answer lacks what the script needs next. */
export class Lacking extends Error {}
