/** Addresses that open one object of a store to whoever has them, for one method and for a while. */
export interface SignedAddresses {
  /** To GET an object. */
  signGet(key: string, lifetimeSeconds: number): Promise<string>

  /** To PUT an object of this type, which the request must name. */
  signPut(key: string, contentType: string, lifetimeSeconds: number): Promise<string>
}
