import { type TestServer, testServer } from '../test-server.ts'
import { type CognitoCounterpart, cognitoCounterpart } from './counterpart.ts'
import type { ClientSettings } from './pool.ts'

export interface CognitoServer {
  server: TestServer
  counterpart: CognitoCounterpart
}

/** The real server with a user pool as its identity provider, chosen by the variables of `.env.example`. */
export async function cognitoServer(client: Partial<ClientSettings> = {}): Promise<CognitoServer & AsyncDisposable> {
  let server: TestServer | undefined
  const counterpart = await cognitoCounterpart({ nowMs: () => server?.clock.nowMs() ?? Date.now() }, client)
  server = await testServer(counterpart.environment)
  const opened = { server, counterpart }
  return {
    ...opened,
    [Symbol.asyncDispose]: async () => {
      await opened.server[Symbol.asyncDispose]()
      await counterpart[Symbol.asyncDispose]()
    },
  }
}
