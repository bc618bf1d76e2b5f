import { deleteExpertPicture, type StudioExpert, setExpertPicture } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ChangeEvent, useRef } from 'react'
import { answerOf, wordsOf } from '../../../api/answer.ts'
import { Panel } from '../../../ui/panel.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { t } from './messages.ts'
import { outdate } from './queries.ts'
import styles from './shelves.module.css'
import { toSquareJpeg } from './square-jpeg.ts'

/** The picture of an expert, which is stored at once. */
export function PicturePanel({ expert, mayManage }: { expert: StudioExpert; mayManage: boolean }) {
  const { id, picture_url: url, name } = expert
  return (
    <Panel title={t('picture')}>
      <div className={styles.picture}>
        {url ? <img src={url} alt={t('pictureOf', { name })} /> : <span aria-hidden="true" />}
        <div>
          {mayManage && <Change id={id} hasPicture={url !== null} />}
          <p>
            <Link to="/experts/$id" params={{ id }}>
              {t('seePageOf', { name })}
            </Link>
          </p>
        </div>
      </div>
    </Panel>
  )
}

function Change({ id, hasPicture }: { id: string; hasPicture: boolean }) {
  const input = useRef<HTMLInputElement>(null)
  const queries = useQueryClient()
  const toasts = useToasts()
  const settled = (said: string) => {
    toasts.say(said)
    return outdate(queries, 'experts')
  }
  const setting = useMutation({
    mutationFn: async (file: File) => answerOf(setExpertPicture({ path: { id }, body: await toSquareJpeg(file) })),
    onSuccess: () => settled(t('pictureStored')),
    onError: (error) => toasts.say(wordsOf(error, t('pictureUnreadable'))),
  })
  const removing = useMutation({
    mutationFn: () => answerOf(deleteExpertPicture({ path: { id } })),
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
