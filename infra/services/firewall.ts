import { CfnIPSet, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2'
import type { Construct } from 'constructs'
import type { Installation } from '../installation.ts'

type Rule = CfnWebACL.RuleProperty
type Statement = CfnWebACL.StatementProperty

/** Where everything of the studio is. The API itself holds to the same list, for every way of writing a path: this keeps others from reaching it at all. */
export const STUDIO_PATH = '/api/studio'

/** What one address may ask in five minutes; the API's own limits are narrower, and know what is asked. */
const REQUESTS_AT_MOST = 6_000

/** Whom the load balancer lets through. */
export function firewall(scope: Construct, { adminAllowedIps, hosts }: Installation, balancerArn: string): CfnWebACL {
  const acl = new CfnWebACL(scope, 'Firewall', {
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: visibility('Firewall'),
    rules: [
      { ...block('StudioFromElsewhere', studioFromElsewhere(scope, { adminAllowedIps, hosts })), priority: 0 },
      { ...block('Flood', { rateBasedStatement: { aggregateKeyType: 'IP', limit: REQUESTS_AT_MOST } }), priority: 1 },
      { ...managed('AWSManagedRulesAmazonIpReputationList'), priority: 2 },
      // Not the common rules: they refuse bodies above 8 kB, which uploads are, and look for scripts in people's words.
      { ...managed('AWSManagedRulesKnownBadInputsRuleSet'), priority: 3 },
    ],
  })
  new CfnWebACLAssociation(scope, 'FirewallOfBalancer', { webAclArn: acl.attrArn, resourceArn: balancerArn })
  return acl
}

function studioFromElsewhere(
  scope: Construct,
  { adminAllowedIps, hosts }: Pick<Installation, 'adminAllowedIps' | 'hosts'>,
): Statement {
  const families = {
    IPV4: adminAllowedIps.filter((range) => !range.includes(':')),
    IPV6: adminAllowedIps.filter((range) => range.includes(':')),
  }
  const sets = Object.entries(families)
    .filter(([, addresses]) => addresses.length > 0)
    .map(([ipAddressVersion, addresses]) => {
      const set = new CfnIPSet(scope, `Studio${ipAddressVersion}`, { scope: 'REGIONAL', ipAddressVersion, addresses })
      return { notStatement: { statement: { ipSetReferenceStatement: { arn: set.attrArn } } } }
    })
  const isStudio: Statement = {
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint: 'STARTS_WITH',
      searchString: STUDIO_PATH,
      textTransformations: ['URL_DECODE', 'NORMALIZE_PATH', 'LOWERCASE'].map((type, priority) => ({ type, priority })),
    },
  }
  const isApi: Statement = {
    byteMatchStatement: {
      fieldToMatch: { singleHeader: { Name: 'host' } },
      positionalConstraint: 'EXACTLY',
      searchString: hosts.api,
      textTransformations: [{ type: 'LOWERCASE', priority: 0 }],
    },
  }
  return { andStatement: { statements: [isApi, isStudio, ...sets] } }
}

function block(name: string, statement: Statement): Omit<Rule, 'priority'> {
  return { name, statement, action: { block: {} }, visibilityConfig: visibility(name) }
}

function managed(name: string): Omit<Rule, 'priority'> {
  const statement = { managedRuleGroupStatement: { vendorName: 'AWS', name } }
  return { name, statement, overrideAction: { none: {} }, visibilityConfig: visibility(name) }
}

function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  // Samples would keep cookies and addresses of members.
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false }
}
