/** Where ids and secrets come from. Tests make it predictable. */
export interface Random {
  /** A version 4 UUID, lower case. */
  uuid(): string
  /** `size` bytes fit for secrets. */
  bytes(size: number): Buffer
}
