import {
  deleteCategoryPicture,
  deleteExpertPicture,
  deleteSeriesPicture,
  setCategoryPicture,
  setExpertPicture,
  setSeriesPicture,
} from '@better-and-bliss/sdk'
import { answerOf } from '../../../api/answer.ts'

/** How the pictures of one kind are kept. */
export interface ShelfPicture {
  path: 'categories' | 'experts' | 'series'
  /** As pages show it. */
  size: { width: number; height: number }
  set: (id: string, jpeg: Blob) => Promise<unknown>
  remove: (id: string) => Promise<unknown>
}

const WIDE = { width: 1_280, height: 800 }

export const CATEGORY_PICTURE: ShelfPicture = {
  path: 'categories',
  size: WIDE,
  set: (id, jpeg) => answerOf(setCategoryPicture({ path: { id }, body: jpeg })),
  remove: (id) => answerOf(deleteCategoryPicture({ path: { id } })),
}

export const EXPERT_PICTURE: ShelfPicture = {
  path: 'experts',
  size: { width: 640, height: 640 },
  set: (id, jpeg) => answerOf(setExpertPicture({ path: { id }, body: jpeg })),
  remove: (id) => answerOf(deleteExpertPicture({ path: { id } })),
}

export const SERIES_PICTURE: ShelfPicture = {
  path: 'series',
  size: WIDE,
  set: (id, jpeg) => answerOf(setSeriesPicture({ path: { id }, body: jpeg })),
  remove: (id) => answerOf(deleteSeriesPicture({ path: { id } })),
}
