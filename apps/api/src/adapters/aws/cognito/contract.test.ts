import { identityProviderContract } from '../../../ports/identity-provider.contract-test.ts'
import { openCognito } from './testing/open-cognito.ts'

identityProviderContract('Cognito', async () => {
  const { identity, counterpart } = await openCognito({ parts: { confirmsItself: false } })
  return {
    identity,
    codeFor: async (email) => counterpart.codeFor(email),
    [Symbol.asyncDispose]: () => counterpart[Symbol.asyncDispose](),
  }
})

identityProviderContract('Cognito without rotation and a secret', async () => {
  const client = { rotation: null, secret: null }
  const { identity, counterpart } = await openCognito({ client, parts: { confirmsItself: false, hostedUrl: null } })
  return {
    identity,
    codeFor: async (email) => counterpart.codeFor(email),
    [Symbol.asyncDispose]: () => counterpart[Symbol.asyncDispose](),
  }
})
