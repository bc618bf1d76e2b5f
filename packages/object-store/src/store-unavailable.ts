/** A store that cannot be reached, or does not let us in: nothing is wrong with the object, and trying again later may help. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}
