import { choice, group, Incomplete, type Machine, refuseStray, required } from '../group.ts'
import type { Values } from '../variables.ts'
import { type Aws, credentialsOf, regionOf } from './aws.ts'

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

export const store = choice<Store>()(
  [
    'DATA_DIR',
    'MEDIA_DIR',
    'VIDEO_BUCKET_NAME',
    'S3_REGION',
    'AWS_REGION',
    'AWS_DEFAULT_REGION',
    'AWS_ENDPOINT_URL_S3',
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
  ],
  {
    embedded: disk,
    read: (set, machine) => {
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

/** What makes playlists of files. `searchPath` is where ffmpeg is looked for unless `ffmpegPath` names one. */
export type Transcoder =
  | { kind: 'ffmpeg'; ffmpegPath: string | undefined; searchPath: string }
  | { kind: 'mediaconvert'; endpoint: string | undefined; role: string; queue: string | undefined }

export const transcoder = choice<Transcoder>()(
  ['FFMPEG_PATH', 'MEDIACONVERT_ENDPOINT', 'MEDIACONVERT_ROLE', 'MEDIACONVERT_QUEUE', 'VIDEO_BUCKET_NAME'],
  {
    embedded: ffmpeg,
    read: (set, machine) => {
      const { MEDIACONVERT_ENDPOINT: endpoint, MEDIACONVERT_QUEUE: queue } = set
      if (!endpoint && !queue && !set.MEDIACONVERT_ROLE) return ffmpeg(set, machine)
      const needed = required(set, ['MEDIACONVERT_ROLE', 'VIDEO_BUCKET_NAME'], 'MediaConvert')
      return { kind: 'mediaconvert', endpoint, role: needed.MEDIACONVERT_ROLE, queue }
    },
  },
)

function ffmpeg({ FFMPEG_PATH }: Pick<Values, 'FFMPEG_PATH'>, machine: Machine): Transcoder {
  return { kind: 'ffmpeg', ffmpegPath: FFMPEG_PATH, searchPath: machine.variables.PATH ?? '' }
}

/** Folder of files that are being worked on, absolute. */
export const workDir = group(['DATA_DIR'], workFolderOf)

function workFolderOf({ DATA_DIR }: Pick<Values, 'DATA_DIR'>, machine: Machine): string {
  return machine.resolvePath(`${DATA_DIR}/work`)
}

export const maxSourceBytes = group(['MAX_SOURCE_GB'], ({ MAX_SOURCE_GB }) => MAX_SOURCE_GB * 1e9)
