import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sniffMedia, sniffPicture } from './sniff.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sniff-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Names lie on purpose. */
async function file(bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, '-i holiday.mp4')
  await writeFile(path, bytes)
  return path
}

const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex')
const padded = (start: string | Buffer) => Buffer.concat([Buffer.from(start), Buffer.alloc(64)])
const box = (type: string, brand = '') => padded(Buffer.concat([hex('00000018'), Buffer.from(type + brand)]))

function packets(size: number, offset: number): Buffer {
  const bytes = Buffer.alloc(size * 4)
  for (let at = offset; at < bytes.length; at += size) bytes[at] = 0x47
  return bytes
}

function withTag(tagBytes: number, rest: Buffer): Buffer {
  const size = Buffer.from([0, 0, tagBytes >> 7, tagBytes & 0x7f])
  return Buffer.concat([Buffer.from('ID3\x04\0\0'), size, Buffer.alloc(tagBytes), rest])
}

describe('the first bytes choose the demuxer', () => {
  it.each([
    ['mov', box('ftyp', 'isom')],
    ['mov', box('ftyp', 'M4A ')],
    ['mov', box('moov')],
    ['matroska', padded(hex('1a45dfa3'))],
    ['avi', padded('RIFF\x10\0\0\0AVI ')],
    ['wav', padded('RIFF\x10\0\0\0WAVE')],
    ['flac', padded('fLaC')],
    ['ogg', padded('OggS')],
    ['mpegts', packets(188, 0)],
    ['mpegts', packets(192, 4)],
    ['mp3', padded(hex('fffb9064'))],
    ['aac', padded(hex('fff15080'))],
    ['mp3', withTag(6000, padded(hex('fffb9064')))],
    ['aac', withTag(100, padded(hex('fff15080')))],
    ['flac', withTag(100, padded('fLaC'))],
  ])('%s', async (demuxer, bytes) => {
    expect((await sniffMedia(await file(bytes))).demuxer).toBe(demuxer)
  })
})

describe('what is no media is refused in words', () => {
  it.each([
    ['an empty file', '', /empty/],
    ['an HLS playlist named .mp4', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n', /HLS playlist, not a video/],
    ['a playlist behind a byte order mark', '\uFEFF#EXTM3U\n', /HLS playlist/],
    ['a concat script', "ffconcat version 1.0\nfile '/etc/passwd'\n", /list of files/],
    ['a DASH manifest', '<?xml version="1.0"?>\n<MPD></MPD>', /DASH/],
    ['a web page', '<!DOCTYPE html><html></html>', /web page/],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', /drawing/],
    ['a GIF that claims 65535 x 65535', padded(hex('474946383961 ffff ffff f7')), /GIF/],
    ['a PNG that claims 2^31 pixels', padded(hex('89504e470d0a1a0a 0000000d49484452 7fffffff 00000001')), /picture/],
    ['a JPEG', padded(hex('ffd8ffe0')), /picture/],
    ['an AVIF', box('ftyp', 'avif'), /picture/],
    ['a ZIP', padded(hex('504b0304')), /ZIP/],
    ['a gzip', padded(hex('1f8b08')), /archive/],
    ['a PDF', padded('%PDF-1.7'), /PDF/],
    ['a program', padded(hex('7f454c46')), /program/],
    ['a Windows Media file', padded(hex('3026b2758e66cf11')), /Windows Media/],
    ['a DVD', padded(hex('000001ba')), /DVD/],
    ['a text', 'Breathe in, breathe out.\n', /text/],
    ['noise', padded(hex('deadbeef00')), /neither a video nor a sound/],
  ])('%s', async (_, bytes, words) => {
    await expect(sniffMedia(await file(bytes))).rejects.toThrow(words)
    await expect(sniffMedia(await file(bytes))).rejects.toHaveProperty('name', 'MediaRefused')
  })
})

describe('a cover', () => {
  it.each([
    ['jpeg_pipe', padded(hex('ffd8ffe0'))],
    ['png_pipe', padded(hex('89504e470d0a1a0a'))],
    ['webp_pipe', padded('RIFF\x10\0\0\0WEBP')],
  ])('may be a %s', async (demuxer, bytes) => {
    expect(await sniffPicture(await file(bytes))).toBe(demuxer)
  })

  it('may be nothing else', async () => {
    await expect(sniffPicture(await file('<svg/>'))).rejects.toThrow('JPEG, PNG or WebP')
  })
})
