import { PARTS, type Size } from '../sizes.ts'
import { PRICES } from './prices.ts'

/** What members do in a month, and what there is for them. Whoever knows better changes a number here. */
export interface Assumptions {
  members: number
  /** Who come at least once a month. */
  activeMembers: number
  /** Hours that an active member plays: films in 720p, and sounds. */
  videoHours: number
  audioHours: number
  /** Requests of an active member to API and web app. */
  requests: number
  mails: number
  /** In the catalogue, and added each month. */
  storedHours: number
  addedHours: number
  /** How many tasks of API and worker run on average. */
  apiTasks: number
  workerTasks: number
}

export const ASSUMPTIONS: Record<Size, Assumptions> = {
  '1k': {
    members: 1_000,
    activeMembers: 600,
    videoHours: 4,
    audioHours: 6,
    requests: 3_000,
    mails: 6,
    storedHours: 200,
    addedHours: 5,
    apiTasks: 2,
    workerTasks: 1,
  },
  '100k': {
    members: 100_000,
    activeMembers: 60_000,
    videoHours: 4,
    audioHours: 6,
    requests: 3_000,
    mails: 6,
    storedHours: 2_000,
    addedHours: 40,
    apiTasks: 6,
    workerTasks: 2,
  },
}

const HOURS = 730
/** Of an hour that is played: 720p at 2.8 Mbit/s, sound at 128 kbit/s. */
const VIDEO_GIB = (2.8e6 * 3600) / 8 / 1024 ** 3
const AUDIO_GIB = (128e3 * 3600) / 8 / 1024 ** 3
/** Of an hour that is kept: all rungs, and the source. */
const LADDER_GIB = 4.1
const SOURCE_GIB = 6
const SEGMENTS_AN_HOUR = 600
/** Three on the way to a film: the master, a rung, a sound. */
const PLAYLISTS_AN_HOUR = 3
const LADDER_FILES_AN_HOUR = 5 * SEGMENTS_AN_HOUR
/** What CloudFront keeps need not be fetched through its functions' origin; each request is decided all the same, by up to four values. */
const VALUES_A_REQUEST = 4
/** Rungs above 720 lines count as HD, the others as SD. */
const HD_RUNGS = 2
const SD_RUNGS = 2
const WEB_TASKS = 2
const SECRETS = 8
/** Each of an alarm's metrics counts. */
const ALARM_METRICS = 47
/** What METRICS_LOGGED comes to, told apart by label: most are jobs by kind and state. */
const CUSTOM_METRICS = 43
const OWN_RULES = 4
const KEY_VALUE_WRITES_AN_HOUR = { '1k': 60, '100k': 400 }

/** US dollars a month, by what is paid for. */
export function monthlyCosts(size: Size, assumed: Assumptions = ASSUMPTIONS[size]): Record<string, number> {
  return {
    'Fargate: API, worker, web app': tasksOf(size, assumed),
    'RDS PostgreSQL, two zones, storage': databaseOf(size),
    'ElastiCache for Valkey, two nodes':
      2 * HOURS * (size === '1k' ? PRICES.valkeyT4gMicroHour : PRICES.valkeyT4gSmallHour),
    'Load balancer and public addresses': balancerOf(size),
    'NAT gateways': natOf(size, assumed),
    WAF: PRICES.wafAclMonth + OWN_RULES * PRICES.wafRuleMonth + (requestsOf(assumed) / 1e6) * PRICES.wafMillionRequests,
    S3: storageOf(assumed),
    'CloudFront: traffic': trafficOf(assumed),
    'CloudFront: requests, function, KeyValueStore': decisionsOf(size, assumed),
    'Lambda@Edge: playlists': playlistsOf(assumed),
    MediaConvert:
      assumed.addedHours * 60 * (HD_RUNGS * PRICES.mediaConvertHdMinute + SD_RUNGS * PRICES.mediaConvertSdMinute),
    Cognito: Math.max(0, assumed.activeMembers - PRICES.cognitoFreeMembers) * PRICES.cognitoMember,
    SES: ((assumed.members * assumed.mails) / 1_000) * PRICES.sesThousandMails,
    'Logs, metrics, alarms, secrets': logsOf(assumed),
  }
}

function tasksOf(size: Size, { apiTasks, workerTasks }: Assumptions): number {
  const { api, worker, web } = PARTS[size]
  const hour = ({ cpu, memoryMiB }: { cpu: number; memoryMiB: number }) =>
    (cpu / 1024) * PRICES.fargateCpuHour + (memoryMiB / 1024) * PRICES.fargateGibHour
  return HOURS * (apiTasks * hour(api) + workerTasks * hour(worker) + WEB_TASKS * hour(web))
}

function databaseOf(size: Size): number {
  const hour = size === '1k' ? PRICES.rdsT4gSmallMultiAzHour : PRICES.rdsM7gXlargeMultiAzHour
  return HOURS * hour + PARTS[size].database.storageGiB * PRICES.rdsGibMonthMultiAz
}

/** Capacity units: one for the small, five for the large. */
function balancerOf(size: Size): number {
  const units = size === '1k' ? 1 : 5
  return HOURS * (PRICES.balancerHour + units * PRICES.balancerUnitHour + (2 + PARTS[size].natGateways) * PRICES.ipHour)
}

/** What processes ask of AWS and Google; media do not come this way. */
function natOf(size: Size, { activeMembers }: Assumptions): number {
  return PARTS[size].natGateways * HOURS * PRICES.natHour + activeMembers * 0.01 * PRICES.natGib
}

function requestsOf({ activeMembers, requests }: Assumptions): number {
  return activeMembers * requests
}

function storageOf({ storedHours, addedHours }: Assumptions): number {
  const writes = (addedHours * LADDER_FILES_AN_HOUR) / 1_000
  return (
    storedHours * (LADDER_GIB * PRICES.s3GibMonth + SOURCE_GIB * PRICES.s3GlacierInstantGibMonth) +
    writes * PRICES.s3ThousandWrites
  )
}

function trafficGib({ activeMembers, videoHours, audioHours }: Assumptions): number {
  return activeMembers * (videoHours * VIDEO_GIB + audioHours * AUDIO_GIB)
}

function trafficOf(assumed: Assumptions): number {
  const gib = trafficGib(assumed)
  let [from, usd] = [0, 0]
  for (const [upTo, each] of PRICES.cloudFrontGib) {
    usd += Math.max(0, Math.min(gib, upTo) - from) * each
    from = upTo
  }
  return usd
}

function hoursPlayed({ activeMembers, videoHours, audioHours }: Assumptions): number {
  return activeMembers * (videoHours + audioHours)
}

function decisionsOf(size: Size, assumed: Assumptions): number {
  const millions = (hoursPlayed(assumed) * (SEGMENTS_AN_HOUR + PLAYLISTS_AN_HOUR)) / 1e6
  const each =
    PRICES.cloudFrontMillionRequests +
    PRICES.cloudFrontFunctionMillion +
    VALUES_A_REQUEST * PRICES.keyValueStoreMillionReads
  return millions * each + ((HOURS * KEY_VALUE_WRITES_AN_HOUR[size]) / 1_000) * PRICES.keyValueStoreThousandWrites
}

/** A quarter of a second of 256 MiB each. */
function playlistsOf(assumed: Assumptions): number {
  const count = hoursPlayed(assumed) * PLAYLISTS_AN_HOUR
  return (count / 1e6) * PRICES.lambdaEdgeMillion + count * 0.25 * 0.25 * PRICES.lambdaEdgeGibSecond
}

/** A line of 500 bytes a request. */
function logsOf(assumed: Assumptions): number {
  const gib = (requestsOf(assumed) * 500) / 1024 ** 3
  const metrics = ALARM_METRICS * PRICES.alarmMonth + CUSTOM_METRICS * PRICES.customMetricMonth
  return gib * PRICES.logsGib + metrics + SECRETS * PRICES.secretMonth
}
