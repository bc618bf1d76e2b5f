import { describe, expect, test } from 'vitest'
import type { MediaFacts } from '../../../ports/transcoder.ts'
import { jobRequest } from './job-request.ts'
import { preparedOf, soundOf } from './testing/outputs.ts'

const CONTENT = '0b9e7c1a-3f52-4c0e-9a64-5d8f27e1c3b0'
const placement = {
  bucket: 'bucket',
  role: 'arn:aws:iam::123456789012:role/MediaConvert',
  queue: 'Default',
  normalisesLoudness: true,
}
const job = {
  ...{ mediaJobId: 'job', idempotencyKey: 'attempt', outputId: CONTENT, pictureKey: null, captions: [], sounds: [] },
  sourceKey: `sources/${CONTENT}/original.mp4`,
}

function ordered(facts: Partial<MediaFacts> = {}, isHdr = false) {
  const { Settings, ...request } = jobRequest(job, preparedOf(facts, isHdr), placement)
  const [hls, pictures] = Settings?.OutputGroups ?? []
  const outputs = hls?.Outputs ?? []
  return { request, hls, pictures, outputs, input: Settings?.Inputs?.[0] }
}

describe('a job', () => {
  test('names its attempt, source and destination', () => {
    const { request, hls, input } = ordered()
    expect(request).toMatchObject({
      ClientRequestToken: 'attempt',
      UserMetadata: { attempt: 'attempt', outputId: CONTENT },
    })
    expect(input?.FileInput).toBe(`s3://bucket/sources/${CONTENT}/original.mp4`)
    expect(hls?.OutputGroupSettings?.HlsGroupSettings?.Destination).toBe(`s3://bucket/hls/${CONTENT}/media`)
  })

  test.each<[number, number, string[]]>([
    [3840, 2160, ['-360p', '-480p', '-720p', '-1080p', '-audio']],
    [720, 1280, ['-360p', '-480p', '-720p', '-audio']],
    [320, 180, ['-360p', '-audio']],
  ])('of %d × %d orders the rungs up to its size, and the sound', (width, height, modifiers) => {
    expect(ordered({ width, height }).outputs.map(({ NameModifier }) => NameModifier)).toEqual(modifiers)
  })

  test('orders what our own transcoder encodes: high profile, rates, keyframes each two seconds, whatever the scene', () => {
    const [, , heaviest] = ordered({ width: 1280, height: 720, frameRate: 29.97 }).outputs
    expect(heaviest?.VideoDescription).toMatchObject({
      ...{ Width: 1280, Height: 720 },
      CodecSettings: {
        H264Settings: {
          ...{ CodecProfile: 'HIGH', Bitrate: 2_800_000, MaxBitrate: 2_996_000, HrdBufferSize: 4_200_000 },
          ...{ GopSize: 2, GopSizeUnits: 'SECONDS', GopClosedCadence: 1, SceneChangeDetect: 'DISABLED' },
          ...{ FramerateNumerator: 30_000, FramerateDenominator: 1001 },
        },
      },
    })
  })

  test.each([
    [12.345, 12_345, 1000],
    [25, 25, 1],
    [120, 60, 1],
  ])('of %d frames a second orders a constant rate', (frameRate, numerator, denominator) => {
    const [rung] = ordered({ frameRate }).outputs
    const { FramerateNumerator, FramerateDenominator } = rung?.VideoDescription?.CodecSettings?.H264Settings ?? {}
    expect([FramerateNumerator, FramerateDenominator]).toEqual([numerator, denominator])
  })

  test('maps the tones of HDR, in pictures too, and leaves others alone', () => {
    const correctors = (isHdr: boolean) => {
      const { outputs, pictures } = ordered({ hasAudio: false }, isHdr)
      const all = [...outputs, ...(pictures?.Outputs ?? [])]
      return new Set(
        all.map(({ VideoDescription }) => VideoDescription?.VideoPreprocessors?.ColorCorrector?.ColorSpaceConversion),
      )
    }
    expect(correctors(true)).toEqual(new Set(['FORCE_709']))
    expect(correctors(false)).toEqual(new Set([undefined]))
  })

  test('captures its pictures at a tenth of the film, a minute at most', () => {
    const captures = (durationSeconds: number) =>
      ordered({ durationSeconds }).pictures?.Outputs?.map(({ NameModifier, VideoDescription }) => [
        ...[NameModifier, VideoDescription?.Width, VideoDescription?.Height],
        VideoDescription?.CodecSettings?.FrameCaptureSettings?.FramerateDenominator,
      ])
    expect(captures(300)).toEqual([
      ['-thumbnail', 640, 360, 30],
      ['-poster', 1280, 720, 30],
    ])
    expect(captures(7200)?.[0]?.[3]).toBe(60)
    expect(captures(0.6)?.[0]?.[3]).toBe(1)
  })

  test('orders each sound by its number in the file, and further ones beside the videos', () => {
    const prepared = { ...preparedOf(), sounds: [soundOf(2), soundOf(1, 'audio-fr')] }
    const { Settings } = jobRequest(job, prepared, placement)
    expect(Settings?.Inputs?.[0]?.AudioSelectors).toEqual({
      'Audio Selector 1': { SelectorType: 'TRACK', Tracks: [1], DefaultSelection: 'NOT_DEFAULT' },
      'Audio Selector 2': { SelectorType: 'TRACK', Tracks: [2], DefaultSelection: 'DEFAULT' },
    })
    const outputs = Settings?.OutputGroups?.[0]?.Outputs?.map(({ NameModifier, AudioDescriptions, OutputSettings }) => [
      ...[NameModifier, AudioDescriptions?.[0]?.AudioSourceName],
      OutputSettings?.HlsSettings?.AudioGroupId ?? OutputSettings?.HlsSettings?.AudioRenditionSets,
    ])
    expect(outputs).toEqual([
      ['-360p', 'Audio Selector 2', 'sound'],
      ['-audio', 'Audio Selector 2', undefined],
      ['-audio-fr', 'Audio Selector 1', 'sound'],
    ])
  })

  test.each([
    ['as long as its sound, to some frames', { startSeconds: 0, endSeconds: 7.9 }, 'DISABLED'],
    ['that ends before its sound', { startSeconds: 0, endSeconds: 5 }, 'BLACK'],
    ['that begins after its sound', { startSeconds: 2, endSeconds: 8 }, 'BLACK'],
  ])('of a picture %s orders black where there is none', (_, picture, padVideo) => {
    const { Settings } = jobRequest(job, { ...preparedOf(), picture }, placement)
    expect(Settings?.Inputs?.[0]?.VideoSelector?.PadVideo).toBe(padVideo)
  })

  test('brings all sounds to one level, unless that is switched off', () => {
    const levels = (normalisesLoudness: boolean) => {
      const { Settings } = jobRequest(job, preparedOf(), { ...placement, normalisesLoudness })
      const sounds = Settings?.OutputGroups?.[0]?.Outputs?.flatMap((output) => output.AudioDescriptions ?? [])
      return new Set(sounds?.map(({ AudioNormalizationSettings: level }) => level?.TargetLkfs))
    }
    expect(levels(true)).toEqual(new Set([-16]))
    expect(levels(false)).toEqual(new Set([undefined]))
  })

  test('of a sound orders nothing else, and no picture', () => {
    const { outputs, pictures, input } = ordered({ kind: 'audio', width: null, height: null, frameRate: null })
    expect(outputs.map(({ NameModifier }) => NameModifier)).toEqual(['-audio'])
    expect(pictures).toBeUndefined()
    expect(input?.VideoSelector).toBeUndefined()
  })
})
