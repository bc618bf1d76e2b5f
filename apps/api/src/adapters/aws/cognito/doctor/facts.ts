import {
  DescribeIdentityProviderCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { z } from 'zod'
import { findAccount, listAccounts } from '../accounts.ts'
import type { CognitoApi } from '../api.ts'
import { isRefused } from '../errors.ts'
import type { CognitoSettings } from '../parts.ts'

const names = z.array(z.string()).default([])

export type PoolFacts = z.infer<typeof poolSchema>
const poolSchema = z.object({
  UsernameAttributes: names,
  UsernameConfiguration: z.object({ CaseSensitive: z.boolean().optional() }).default({}),
  AutoVerifiedAttributes: names,
  MfaConfiguration: z.string().default('OFF'),
  UserAttributeUpdateSettings: z.object({ AttributesRequireVerificationBeforeUpdate: names }).optional(),
  AccountRecoverySetting: z
    .object({ RecoveryMechanisms: z.array(z.object({ Name: z.string() })).default([]) })
    .optional(),
  AdminCreateUserConfig: z.object({ AllowAdminCreateUserOnly: z.boolean().default(false) }).optional(),
  VerificationMessageTemplate: z.object({ DefaultEmailOption: z.string().optional() }).optional(),
  EmailConfiguration: z.object({ EmailSendingAccount: z.string().optional() }).optional(),
  DeviceConfiguration: z.object({}).optional(),
  Policies: z.object({ PasswordPolicy: z.object({ MinimumLength: z.int().default(8) }).optional() }).default({}),
  SchemaAttributes: z
    .array(z.object({ Name: z.string(), Mutable: z.boolean().default(true), Required: z.boolean().default(false) }))
    .default([]),
})

export type ClientFacts = z.infer<typeof clientSchema>
const clientSchema = z.object({
  ClientSecret: z.string().optional(),
  ExplicitAuthFlows: names,
  AccessTokenValidity: z.int().default(60),
  RefreshTokenValidity: z.int().default(30),
  TokenValidityUnits: z
    .object({ AccessToken: z.string().default('hours'), RefreshToken: z.string().default('days') })
    .optional(),
  RefreshTokenRotation: z
    .object({ Feature: z.string(), RetryGracePeriodSeconds: z.int().default(0) })
    .default({ Feature: 'DISABLED', RetryGracePeriodSeconds: 0 }),
  PreventUserExistenceErrors: z.string().default('LEGACY'),
  EnableTokenRevocation: z.boolean().default(false),
  ReadAttributes: z.array(z.string()).optional(),
  WriteAttributes: z.array(z.string()).optional(),
  AllowedOAuthFlowsUserPoolClient: z.boolean().default(false),
  AllowedOAuthFlows: names,
  AllowedOAuthScopes: names,
  SupportedIdentityProviders: names,
  CallbackURLs: names,
})

export type GoogleFacts = z.infer<typeof googleSchema>
const googleSchema = z.object({ AttributeMapping: z.record(z.string(), z.string()).default({}) })

/** What a pool says of itself; null for what it does not know. */
export interface Facts {
  pool: PoolFacts | null
  client: ClientFacts | null
  /** Of the native apps, by id. */
  nativeClients: Map<string, ClientFacts | null>
  /** Only asked for where there is a hosted page. */
  google: GoogleFacts | null
  /** Whose the hosted page is. */
  domainPool: string | null
}

/** @throws what the adapter's calls throw: without credentials, without rights, without an answer. */
export async function readFacts(api: CognitoApi, settings: CognitoSettings): Promise<Facts> {
  const UserPoolId = settings.userPoolId
  const pool = await known(api.call(new DescribeUserPoolCommand({ UserPoolId }), z.object({ UserPool: poolSchema })))
  const clientOf = async (ClientId: string) => {
    const command = new DescribeUserPoolClientCommand({ UserPoolId, ClientId })
    return (await known(api.call(command, z.object({ UserPoolClient: clientSchema }))))?.UserPoolClient ?? null
  }
  const facts: Facts = {
    pool: pool?.UserPool ?? null,
    client: null,
    nativeClients: new Map(),
    google: null,
    domainPool: null,
  }
  if (!facts.pool) return facts
  facts.client = await clientOf(settings.clientId)
  for (const id of settings.nativeClientIds) facts.nativeClients.set(id, await clientOf(id))
  if (settings.hostedUrl !== null) {
    const google = new DescribeIdentityProviderCommand({ UserPoolId, ProviderName: 'Google' })
    facts.google =
      (await known(api.call(google, z.object({ IdentityProvider: googleSchema }))))?.IdentityProvider ?? null
    const domain = new DescribeUserPoolDomainCommand({ Domain: domainOf(settings.hostedUrl) })
    const schema = z.object({ DomainDescription: z.object({ UserPoolId: z.string().optional() }).default({}) })
    facts.domainPool = (await api.call(domain, schema)).DomainDescription.UserPoolId ?? null
  }
  return facts
}

/** What the adapter itself does with these rights; neither finds anybody. @throws where they are missing. */
export async function tryRights(api: CognitoApi, { userPoolId }: CognitoSettings): Promise<void> {
  await findAccount({ api, userPoolId }, 'nobody@doctor.invalid')
  await listAccounts({ api, userPoolId }, 'email', 'nobody@doctor.invalid')
}

/** A domain of Amazon's is known by its first word, one of one's own by all of it. */
function domainOf(hostedUrl: string): string {
  const { hostname } = new URL(hostedUrl)
  return /^([^.]+)\.auth\.[a-z0-9-]+\.amazoncognito\.com$/.exec(hostname)?.[1] ?? hostname
}

async function known<Reply>(asked: Promise<Reply>): Promise<Reply | null> {
  return asked.catch((error: unknown) => {
    if (isRefused(error, 'ResourceNotFoundException')) return null
    throw error
  })
}
