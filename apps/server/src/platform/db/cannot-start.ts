/** Something about the machine that a person can mend; the message says how, and a stack would say nothing more. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
}
