import { type TestServer, testServer } from '../test-server.ts'
import { type CognitoCounterpart, cognitoCounterpart } from './counterpart.ts'
import { CLIENT_ID, CLIENT_SECRET, type ClientSettings, POOL_ID } from './pool.ts'

export interface CognitoServer {
  server: TestServer
  counterpart: CognitoCounterpart
  environment: Record<string, string>
}

/** The real server with a user pool as its identity provider, chosen by the variables of `.env.example`. */
export async function cognitoServer(client: Partial<ClientSettings> = {}): Promise<CognitoServer & AsyncDisposable> {
  let server: TestServer | undefined
  const counterpart = await cognitoCounterpart({ nowMs: () => server?.clock.nowMs() ?? Date.now() }, client)
  const environment = {
    COGNITO_USER_POOL_ID: POOL_ID,
    COGNITO_CLIENT_ID: CLIENT_ID,
    COGNITO_CLIENT_SECRET: CLIENT_SECRET,
    COGNITO_DOMAIN: counterpart.url,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: counterpart.url,
    AWS_ACCESS_KEY_ID: 'AKIATESTS',
    AWS_SECRET_ACCESS_KEY: 'opens nothing',
  }
  server = await testServer(environment)
  const opened = { server, counterpart, environment }
  return {
    ...opened,
    [Symbol.asyncDispose]: async () => {
      await opened.server[Symbol.asyncDispose]()
      await counterpart[Symbol.asyncDispose]()
    },
  }
}
