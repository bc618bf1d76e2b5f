import { group, Incomplete } from '../group.ts'
import { AWS_KEY, credentialsOf, regionOf } from './aws.ts'

/** Where secrets stand that neither a variable nor a file has; null: nowhere. */
export const secretsManager = group(
  ['SECRETS_ID', 'AWS_ENDPOINT_URL_SECRETS_MANAGER', 'AWS_REGION', 'AWS_DEFAULT_REGION', ...AWS_KEY],
  (set) => {
    const { SECRETS_ID: id, AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint } = set
    if (id === undefined) return null
    const region = REGION_OF_ARN.exec(id)?.[1] ?? regionOf(set)
    if (!region) throw new Incomplete(['AWS_DEFAULT_REGION is missing: SECRETS_ID needs it'])
    return { id, region, endpoint, credentials: credentialsOf(set) }
  },
)

const REGION_OF_ARN = /^arn:[\w-]+:secretsmanager:([\w-]+):/
