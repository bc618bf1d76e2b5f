import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { type ChangeEvent, useRef } from 'react'
import { wordsOf } from '../../../api/answer.ts'
import { Panel } from '../../../ui/panel.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { t } from './messages.ts'
import { outdate } from './queries.ts'
import type { ShelfPicture } from './shelf-picture.ts'
import styles from './shelves.module.css'
import { toSmallJpeg } from './small-jpeg.ts'

interface PicturePanelProps {
  thing: { id: string; name: string; picture_url: string | null }
  picture: ShelfPicture
  mayManage: boolean
  /** Where members see it. */
  page: Pick<LinkProps, 'to' | 'params'>
}

/** The picture of one of a kind, which is stored at once. */
export function PicturePanel({ thing, picture, mayManage, page }: PicturePanelProps) {
  const { id, picture_url: url, name } = thing
  return (
    <Panel title={t('picture')}>
      <div className={styles.picture}>
        {url ? (
          <img src={url} alt={t('pictureOf', { name })} {...picture.size} />
        ) : (
          <span aria-hidden="true" style={{ aspectRatio: ratioOf(picture) }} />
        )}
        <div>
          {mayManage && <Change id={id} picture={picture} hasPicture={url !== null} />}
          <p>
            <Link {...page}>{t('seePageOf', { name })}</Link>
          </p>
        </div>
      </div>
    </Panel>
  )
}

function ratioOf({ size }: ShelfPicture): string {
  return `${size.width} / ${size.height}`
}

function Change({ id, picture, hasPicture }: { id: string; picture: ShelfPicture; hasPicture: boolean }) {
  const input = useRef<HTMLInputElement>(null)
  const queries = useQueryClient()
  const toasts = useToasts()
  const settled = (said: string) => {
    toasts.say(said)
    return outdate(queries, picture.path)
  }
  const setting = useMutation({
    mutationFn: async (file: File) => picture.set(id, await toSmallJpeg(file, picture.size)),
    onSuccess: () => settled(t('pictureStored')),
    onError: (error) => toasts.say(wordsOf(error, t('pictureUnreadable'))),
  })
  const removing = useMutation({
    mutationFn: () => picture.remove(id),
    onSuccess: () => settled(t('pictureGone')),
    onError: (error) => toasts.say(wordsOf(error, t('notRemoved'))),
  })
  const choose = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const [file] = currentTarget.files ?? []
    currentTarget.value = ''
    if (file) setting.mutate(file)
  }
  return (
    <>
      <input ref={input} type="file" accept="image/*" hidden aria-label={t('picture')} onChange={choose} />
      <Button variant="default" loading={setting.isPending} onClick={() => input.current?.click()}>
        {hasPicture ? t('anotherPicture') : t('choosePicture')}
      </Button>
      {hasPicture && (
        <Button variant="default" loading={removing.isPending} onClick={() => removing.mutate()}>
          {t('removeIt')}
        </Button>
      )}
    </>
  )
}
