/** Clients that ask one question after the other. */
interface Load {
  clients: number
  /** Questions of each client beside those while something is done. */
  rounds: number
  /** @param client by number. */
  ask: (client: number, question: number) => Promise<void>
}

/** Does what is to be done while clients ask, and lets them ask some more after it. */
export async function underLoad<Result>({ clients, rounds, ask }: Load, work: Promise<Result>): Promise<Result> {
  let working = true
  const ended = work.finally(() => {
    working = false
  })
  const run = async (client: number) => {
    for (let question = client, after = 0; working || after < rounds; question += 1) {
      if (!working) after += 1
      await ask(client, question)
    }
  }
  await Promise.all([ended, ...Array.from({ length: clients }, (_, client) => run(client))])
  return ended
}
