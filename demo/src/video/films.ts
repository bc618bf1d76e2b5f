import type { Random } from '../random.ts'
import { auroraFilm } from './aurora.ts'
import type { Film } from './film.ts'
import { orbFilm } from './orb.ts'

const FILMS = { aurora: auroraFilm, orb: orbFilm } satisfies Record<string, (random: Random) => Film>

export type FilmName = keyof typeof FILMS

export const filmNames = Object.keys(FILMS) as FilmName[]

export function createFilm(name: FilmName, random: Random): Film {
  return FILMS[name](random)
}
