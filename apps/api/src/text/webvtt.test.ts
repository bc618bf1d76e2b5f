import { describe, expect, it } from 'vitest'
import { readCaptions, salvageCaptions, writeCaptions } from './webvtt.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
/** What is written of a single cue with this text, which was read as given captions are. */
const written = (text: string) => textIn(readCaptions(bytes(`WEBVTT\n\n00:01.000 --> 00:02.000\n${text}\n`)))
const textIn = (cues: ReturnType<typeof readCaptions>) => writeCaptions(cues).split('\n').slice(4, -2).join('\n')

describe('captions', () => {
  it.each([
    ['inhale &amp; exhale', 'inhale &amp; exhale'],
    ['1 &lt; 2 &gt; 0', '1 &lt; 2 &gt; 0'],
    ['it&#39;s &#x1F30A; &#X2014; &#127754;', "it's 🌊 — 🌊"],
    ['&#60;b&#62; &#10;&#0;&#xD800;&#9999999;', '&lt;b&gt;  \ufffd\ufffd\ufffd'],
    ['caf&eacute;&nbsp;&hellip;', 'café\u00a0…'],
    ['rest & rise', 'rest &amp; rise'],
    ['&breathe; &constructor;', '&amp;breathe; &amp;constructor;'],
  ])('with references to characters name those characters: %s', (text, shown) => {
    expect(written(text)).toBe(shown)
  })

  it('that define regions and styles are taken without them: how they look is the reader’s choice', () => {
    const region = 'REGION\r\nid:low\r\nwidth:40%\r\nregionanchor:0%,100%\r\nscroll:up\r\n\r\n'
    const cue = '00:01.000 --> 00:02.000 region:low align:left\r\nREGION\r\nof calm\r\n'
    const cues = readCaptions(bytes(`WEBVTT\r\n\r\n${region}STYLE\r\n::cue { color: red }\r\n\r\n${cue}`))
    expect(writeCaptions(cues)).toContain('00:01.000 --> 00:02.000 align:left\nREGION\nof calm\n')
    expect(writeCaptions(cues)).not.toMatch(/region:|scroll|::cue/)
  })

  it('are written with hours of two digits, as WebVTT has them', () => {
    const cues = readCaptions(bytes('WEBVTT\n\n01:59:59.500 --> 2:00:00.250\nat 1:00:00.000 <02:00:00.000>sharp\n'))
    expect(writeCaptions(cues)).toContain('01:59:59.500 --> 02:00:00.250\nat 1:00:00.000 <02:00:00.000>sharp\n')
    expect(readCaptions(bytes(writeCaptions(cues)))).toHaveLength(1)
  })

  it('that say nothing are none', () => {
    const cues = readCaptions(bytes('WEBVTT\n\n00:01.000 --> 00:02.000\n<i> </i>\n\n00:03.000 --> 00:04.000\nRest\n'))
    expect(cues.map(({ startTime }) => startTime)).toEqual([3])
    expect(() => readCaptions(bytes('WEBVTT\n\n00:01.000 --> 00:02.000\n\n'))).toThrow('There are no captions in it.')
  })

  it('of a file are salvaged without what draws shapes', () => {
    const drawing = '00:01.000 --> 00:02.000\n<b>m 0 0 l 100.5 0 100 100 b 1 -2 3 4 5 6</b>\n'
    const cues = salvageCaptions(bytes(`WEBVTT\n\n${drawing}\n00:01.000 --> 00:02.000\nm 2 hours\n`))
    expect(textIn(cues)).toBe('m 2 hours')
  })
})
