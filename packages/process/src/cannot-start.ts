/** A reason not to start, or not to go on, that a person can act upon: shown as it stands, without a stack. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
}
