import { coherentBreathing } from './breath-pattern.ts'

/** What of an item is read: captions in several languages, and the names of its parts. */
export type Words = {
  captions: { language: string; webVtt: string }[]
  chapters: { title: string; startSeconds: number }[]
}

const LANGUAGES = [
  { language: 'en', breathe: ['Breathe in', 'Breathe out'], last: 'Rest your shoulders' },
  { language: 'de', breathe: ['Einatmen', 'Ausatmen'], last: 'Lass die Schultern sinken' },
] as const

const { periodSeconds } = coherentBreathing

/** Tells when to breathe in and out, and names each breath. */
export function breathWords(durationSeconds: number): Words {
  const breaths = Array.from({ length: Math.floor(durationSeconds / periodSeconds) }, (_, index) => index)
  return {
    captions: LANGUAGES.map(({ language, breathe, last }) => {
      const halves = breaths.flatMap(() => breathe)
      const cues = halves.map((text, half) => {
        const [from, to] = [half, half + 1].map((at) => clock((at * periodSeconds) / 2))
        return `${from} --> ${to}\n${half === halves.length - 1 ? `${text}\n${last}` : text}\n`
      })
      return { language, webVtt: `WEBVTT\n\n${cues.join('\n')}` }
    }),
    chapters: ['Arriving', 'Second breath', 'Third breath', 'Letting go']
      .slice(0, breaths.length)
      .map((title, index) => ({ title, startSeconds: index * periodSeconds })),
  }
}

/** Chapters as ffmpeg reads them. The last one lasts to the end. */
export function chaptersFile({ chapters }: Words, durationSeconds: number): string {
  const sections = chapters.map(({ title, startSeconds }, index) => {
    const end = chapters[index + 1]?.startSeconds ?? durationSeconds
    return `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${startSeconds * 1000}\nEND=${end * 1000}\ntitle=${title}\n`
  })
  return `;FFMETADATA1\n${sections.join('')}`
}

/** `00:05.500` */
function clock(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  return `${String(minutes).padStart(2, '0')}:${rest.toFixed(3).padStart(6, '0')}`
}
