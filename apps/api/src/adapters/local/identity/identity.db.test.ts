import { identityProviderContract } from '../../../ports/identity-provider.contract-test.ts'
import { openIdentity } from './testing/open-identity.ts'

identityProviderContract('The embedded provider', openIdentity)
