import { group, Incomplete, type Machine, refuseStray, required } from '../group.ts'
import type { Values } from '../variables.ts'
import { AWS_KEY, type Aws, credentialsOf, regionOf } from './aws.ts'

/** Where media are kept: in a folder, absolute, or in a bucket. */
export type Store =
  | { kind: 'disk'; folder: string }
  | {
      kind: 's3'
      bucket: string
      region: string
      /** Origin of the API, where it is not AWS's own. */
      endpoint: string | undefined
      /** Without them the machine's own role gives access. */
      credentials: Aws['credentials']
      /** Where files are that programs work on, absolute. */
      workFolder: string
    }

export const store = group(
  [
    'DATA_DIR',
    'MEDIA_DIR',
    'VIDEO_BUCKET_NAME',
    'S3_REGION',
    'AWS_REGION',
    'AWS_DEFAULT_REGION',
    'AWS_ENDPOINT_URL_S3',
    ...AWS_KEY,
  ],
  (set, machine): Store => {
    if (!set.VIDEO_BUCKET_NAME) {
      refuseStray(set, ['S3_REGION'], 'VIDEO_BUCKET_NAME is missing: S3 storage needs it')
      return disk(set, machine)
    }
    const region = set.S3_REGION ?? regionOf(set)
    if (!region) throw new Incomplete(['S3_REGION is missing: S3 storage needs it, or AWS_DEFAULT_REGION'])
    return {
      kind: 's3',
      bucket: set.VIDEO_BUCKET_NAME,
      region,
      endpoint: set.AWS_ENDPOINT_URL_S3,
      credentials: credentialsOf(set),
      workFolder: workFolderOf(set, machine),
    }
  },
)

function disk(set: Pick<Values, 'DATA_DIR' | 'MEDIA_DIR'>, machine: Machine): Store {
  return { kind: 'disk', folder: folderOf(set, machine) }
}

/** Root of media files on this machine, absolute. */
export const mediaDir = group(['DATA_DIR', 'MEDIA_DIR'], folderOf)

function folderOf(set: Pick<Values, 'DATA_DIR' | 'MEDIA_DIR'>, machine: Machine): string {
  return machine.resolvePath(set.MEDIA_DIR ?? `${set.DATA_DIR}/media`)
}

/** Where ffmpeg is, which looks into files whatever transcodes them. `searchPath` is where it is looked for unless `ffmpegPath` names it. */
interface Ffmpeg {
  ffmpegPath: string | undefined
  searchPath: string
}

/** What makes playlists of files. */
export type Transcoder =
  | ({ kind: 'ffmpeg' } & Ffmpeg)
  | ({
      kind: 'mediaconvert'
      region: string
      endpoint: string
      role: string
      queue: string
      /** Of the SQS queue that its events come by. */
      eventsQueueUrl: string
      /** The bucket of the store. */
      bucket: string
      /** Without them the machine's own role gives access. */
      credentials: Aws['credentials']
    } & Ffmpeg)

const MEDIACONVERT = [
  'MEDIACONVERT_ENDPOINT',
  'MEDIACONVERT_ROLE',
  'MEDIACONVERT_QUEUE',
  'MEDIACONVERT_EVENTS_QUEUE_URL',
] as const

export const transcoder = group(
  ['FFMPEG_PATH', ...MEDIACONVERT, 'VIDEO_BUCKET_NAME', 'S3_REGION', 'AWS_REGION', 'AWS_DEFAULT_REGION', ...AWS_KEY],
  (set, machine): Transcoder => {
    const ffmpeg = ffmpegOf(set, machine)
    if (MEDIACONVERT.every((name) => set[name] === undefined)) return { kind: 'ffmpeg', ...ffmpeg }
    const needed = required(set, [...MEDIACONVERT, 'VIDEO_BUCKET_NAME'], 'MediaConvert')
    const region = regionOf(set) ?? set.S3_REGION
    if (!region) throw new Incomplete(['AWS_DEFAULT_REGION is missing: MediaConvert needs it'])
    return {
      kind: 'mediaconvert',
      region,
      endpoint: needed.MEDIACONVERT_ENDPOINT,
      role: needed.MEDIACONVERT_ROLE,
      queue: needed.MEDIACONVERT_QUEUE,
      eventsQueueUrl: needed.MEDIACONVERT_EVENTS_QUEUE_URL,
      bucket: needed.VIDEO_BUCKET_NAME,
      credentials: credentialsOf(set),
      ...ffmpeg,
    }
  },
)

function ffmpegOf({ FFMPEG_PATH }: Pick<Values, 'FFMPEG_PATH'>, machine: Machine): Ffmpeg {
  return { ffmpegPath: FFMPEG_PATH, searchPath: machine.variables.PATH ?? '' }
}

/** Folder of files that are being worked on, absolute. */
export const workDir = group(['DATA_DIR'], workFolderOf)

function workFolderOf({ DATA_DIR }: Pick<Values, 'DATA_DIR'>, machine: Machine): string {
  return machine.resolvePath(`${DATA_DIR}/work`)
}

export const maxSourceBytes = group(['MAX_SOURCE_GB'], ({ MAX_SOURCE_GB }) => MAX_SOURCE_GB * 1e9)

/** Whether those who make items publish them themselves. */
export const creatorsPublish = group(['CREATORS_PUBLISH'], ({ CREATORS_PUBLISH }) => CREATORS_PUBLISH)

/** How much one member may have uploaded, and not deleted, at a time. */
export const uploadQuotaBytes = group(['UPLOAD_QUOTA_GB'], ({ UPLOAD_QUOTA_GB }) => UPLOAD_QUOTA_GB * 1e9)

/** Whether all sounds are brought to one level. */
export const normalisesLoudness = group(
  ['ENABLE_LOUDNESS_NORMALISATION'],
  ({ ENABLE_LOUDNESS_NORMALISATION }) => ENABLE_LOUDNESS_NORMALISATION,
)
