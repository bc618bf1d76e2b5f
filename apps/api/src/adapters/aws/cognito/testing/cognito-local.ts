import { createPrivateKey } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CognitoError } from 'cognito-local/lib/errors.js'
import localKey from 'cognito-local/lib/keys/cognitoLocal.private.json' with { type: 'json' }
import { DefaultConfig } from 'cognito-local/lib/server/config.js'
import { Router } from 'cognito-local/lib/server/Router.js'
import { createServer as createLocal } from 'cognito-local/lib/server/server.js'
import { newId } from 'cognito-local/lib/services/appClient.js'
import { CognitoServiceFactoryImpl } from 'cognito-local/lib/services/cognitoService.js'
import { StormDBDataStoreFactory } from 'cognito-local/lib/services/dataStore/stormDb.js'
import { DateClock, type Triggers } from 'cognito-local/lib/services/index.js'
import { JwtTokenGenerator, type TokenGenerator } from 'cognito-local/lib/services/tokenGenerator.js'
import { UserPoolServiceFactoryImpl } from 'cognito-local/lib/services/userPoolService.js'
import { decodeJwt, SignJWT } from 'jose'
import { pino } from 'pino'

export const LOCAL_POOL_ID = 'us-east-1_Local0001'

export interface CognitoLocal extends AsyncDisposable {
  url: string
  clientId: string
  clientSecret: string
  /** The code that went to an address last. */
  codeOf(email: string): string
}

/**
 * cognito-local, written by strangers: it knows the wire format of what it has, and is lax where Cognito is not. It is composed
 * here without what it takes from AWS's old SDK (Lambda triggers), and with two things that real pools have and it has not:
 * tokens that bear their sign-in, and the answer to a call that it does not know.
 */
export async function cognitoLocal(): Promise<CognitoLocal> {
  const folder = await mkdtemp(join(tmpdir(), 'cognito-local-'))
  const clock = new DateClock()
  const stores = new StormDBDataStoreFactory(folder)
  const pools = new UserPoolServiceFactoryImpl(clock, stores)
  const logger = pino({ level: 'silent' })
  const context = { logger } as never
  const cognito = await new CognitoServiceFactoryImpl(folder, stores, pools).create(context, {
    UsernameAttributes: ['email'],
    AutoVerifiedAttributes: ['email'],
  })
  const codes = new Map<string, string>()
  const triggers = { enabled: () => false } as unknown as Triggers
  const services = {
    clock,
    cognito,
    config: DefaultConfig,
    triggers,
    otp: () => '123456',
    messages: {
      deliver: async (...[, , , , , code, , { Destination }]: DeliverArguments) => void codes.set(Destination, code),
    },
    tokenGenerator: withSignIn(
      new JwtTokenGenerator(clock, triggers, { IssuerDomain: 'https://cognito-idp.us-east-1.amazonaws.com' }),
    ),
  }
  await cognito.createUserPool(context, {
    Id: LOCAL_POOL_ID,
    UsernameAttributes: ['email'],
    SchemaAttributes: [custom('role'), custom('subscription_tier')],
  })
  const pool = await cognito.getUserPool(context, LOCAL_POOL_ID)
  const clientId = newId()
  const clientSecret = newId()
  await pool.saveAppClient(context, {
    ClientId: clientId,
    ClientName: 'tests',
    ClientSecret: clientSecret,
    UserPoolId: LOCAL_POOL_ID,
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  } as never)
  const route = Router(services)
  const local = createLocal(
    (target) => (target === 'GetTokensFromRefreshToken' ? unknownOperation : route(target)),
    logger as never,
    { development: false },
  )
  const server = createServer(local.application as Parameters<typeof createServer>[1])
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clientId,
    clientSecret,
    codeOf: (email) => codes.get(email) ?? '',
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function custom(name: string) {
  return { Name: `custom:${name}`, AttributeDataType: 'String', Mutable: true }
}

type DeliverArguments = [unknown, string, unknown, string, unknown, string, unknown, { Destination: string }]

async function unknownOperation(): Promise<never> {
  throw new CognitoError('UnknownOperationException', '')
}

/** One sign-in a person: cognito-local does not tell them apart. */
function withSignIn(inner: TokenGenerator): TokenGenerator {
  const sign = (token: string) => {
    const claims = decodeJwt(token)
    return new SignJWT({ ...claims, origin_jti: claims.sub })
      .setProtectedHeader({ alg: 'RS256', kid: 'CognitoLocal' })
      .sign(createPrivateKey(localKey.pem))
  }
  return {
    generate: async (...asked) => {
      const { AccessToken, IdToken, RefreshToken } = await inner.generate(...asked)
      return { AccessToken: await sign(AccessToken), IdToken: await sign(IdToken), RefreshToken }
    },
  }
}
