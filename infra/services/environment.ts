import type { IVpc } from 'aws-cdk-lib/aws-ec2'
import { Secret } from 'aws-cdk-lib/aws-ecs'
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager'
import type { DataStack } from '../data/data-stack.ts'
import type { Installation } from '../installation.ts'
import type { MailStack } from '../mail/mail-stack.ts'
import type { MediaStack } from '../media/media-stack.ts'
import type { MembersStack } from '../members/members-stack.ts'
import { METRICS_LOGGED } from './own-metrics.ts'

export interface Stacks {
  installation: Installation
  data: DataStack
  mail: MailStack
  media: MediaStack
  members: MembersStack
}

/** The variables of a role, as packages/settings reads them; secrets are put in by ECS when a task starts, but for those that may change while it runs. */
export interface Variables {
  environment: Record<string, string>
  secrets: Record<string, Secret>
}

/** In the image: whom a database that is RDS shows its certificate. */
const RDS_AUTHORITIES = '/app/rds-authorities.pem'

export function webVariables({ installation: { hosts, supportEmail } }: Pick<Stacks, 'installation'>): Variables {
  return {
    environment: {
      ENVIRONMENT: 'production',
      FRONTEND_URL: `https://${hosts.app}`,
      BACKEND_URL: `https://${hosts.api}`,
      EDGE_URL: `https://${hosts.media}`,
      SUPPORT_EMAIL: supportEmail,
    },
    secrets: {},
  }
}

export function apiVariables(stacks: Stacks): Variables {
  const { installation, data, mail } = stacks
  const common = commonOf(stacks)
  return {
    environment: {
      ...common.environment,
      EDGE_URL: `https://${installation.hosts.media}`,
      TRUSTED_PROXIES: rangesOf(data.vpc),
      ADMIN_ALLOWED_IPS: installation.adminAllowedIps.join(','),
      SES_NOTIFICATIONS_TOPIC_ARN: mail.mail.topic.topicArn,
    },
    secrets: { ...common.secrets, REDIS_URL: secret(data.cache.url) },
  }
}

export function workerVariables(stacks: Stacks): Variables {
  const { installation, media, mail } = stacks
  const { mediaConvert, region } = media
  const common = commonOf(stacks)
  return {
    environment: {
      ...common.environment,
      FROM_EMAIL: installation.fromEmail,
      SES_CONFIGURATION_SET: mail.mail.configurationSet.configurationSetName,
      MEDIACONVERT_ENDPOINT: `https://mediaconvert.${region}.amazonaws.com`,
      MEDIACONVERT_ROLE: mediaConvert.role.roleArn,
      MEDIACONVERT_QUEUE: mediaConvert.queue.attrArn,
      MEDIACONVERT_EVENTS_QUEUE_URL: mediaConvert.events.queueUrl,
    },
    secrets: common.secrets,
  }
}

function commonOf({ installation, data, media, members }: Stacks): Variables {
  const { hosts, region, supportEmail } = installation
  const { pool, client, clientSecret, domain } = members.members
  return {
    environment: {
      ENVIRONMENT: 'production',
      FRONTEND_URL: `https://${hosts.app}`,
      BACKEND_URL: `https://${hosts.api}`,
      SUPPORT_EMAIL: supportEmail,
      DB_SSL_MODE: 'verify-full',
      NODE_EXTRA_CA_CERTS: RDS_AUTHORITIES,
      AWS_DEFAULT_REGION: region,
      SECRETS_ID: data.database.secrets.secretArn,
      VIDEO_BUCKET_NAME: media.bucket.bucketName,
      CLOUDFRONT_KEY_VALUE_STORE_ARN: media.edge.keyValueStore.keyValueStoreArn,
      COGNITO_USER_POOL_ID: pool.userPoolId,
      COGNITO_CLIENT_ID: client.userPoolClientId,
      COGNITO_DOMAIN: domain,
      METRICS_LOGGED,
    },
    secrets: {
      JWT_SECRET_KEY: secret(data.keys.jwt, 'current'),
      JWT_SECRET_KEY_PREVIOUS: secret(data.keys.jwt, 'previous'),
      STREAMING_SECRET_KEY: secret(data.keys.streaming, 'current'),
      STREAMING_SECRET_KEY_PREVIOUS: secret(data.keys.streaming, 'previous'),
      COGNITO_CLIENT_SECRET: secret(clientSecret),
    },
  }
}

function secret(of: ISecret, field?: string): Secret {
  return Secret.fromSecretsManager(of, field)
}

/** Of the subnets that the load balancer stands in: whose `X-Forwarded-For` counts. */
function rangesOf(vpc: IVpc): string {
  return vpc.publicSubnets.map(({ ipv4CidrBlock }) => ipv4CidrBlock).join(',')
}
