/** What must never be logged or sent. Whoever needs it asks for it by name; everything that prints or serialises it gets `[secret]`. */
export class Secret<Value = string> {
  readonly #value: Value

  constructor(value: Value) {
    this.#value = value
  }

  reveal(): Value {
    return this.#value
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }
}

/** A secret that may be another one later, where it came from. */
export class RenewableSecret extends Secret {
  #current: string
  #asking: Promise<void> | undefined
  readonly #ask: () => Promise<string | undefined>

  /** @param ask what it is now; undefined where nothing better is known. */
  constructor(first: string, ask: () => Promise<string | undefined>) {
    super(first)
    this.#current = first
    this.#ask = ask
  }

  override reveal(): string {
    return this.#current
  }

  /** Asks what it is now, once for everybody who wants to know at the same time. @throws what asking does. */
  renew(): Promise<void> {
    this.#asking ??= this.#ask()
      .then((now) => {
        this.#current = now ?? this.#current
      })
      .finally(() => {
        this.#asking = undefined
      })
    return this.#asking
  }
}
