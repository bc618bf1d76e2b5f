import { getNamed } from '@better-and-bliss/sdk'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { answerOf } from '../../api/answer.ts'
import { Fetched } from '../../ui/fetched.tsx'
import { isId } from '../is-id.ts'
import { t } from '../messages.ts'
import { NotFound } from './not-found.tsx'

type Kind = 'content' | 'experts' | 'series'

interface ByNameProps {
  kind: Kind
  /** An id, or the name that the studio gave what has it. */
  id: string
  /** The page, for an id. */
  children: ReactNode
}

/** A page whose address has a name in the place of the id is gone to by its id. */
export function ByName({ kind, id, children }: ByNameProps) {
  return isId(id) ? children : <Named kind={kind} slug={id} />
}

function namedQuery(kind: Kind, slug: string) {
  return queryOptions({
    queryKey: ['named', kind, slug],
    queryFn: ({ signal }) => answerOf(getNamed({ path: { kind, slug }, signal })),
  })
}

function Named({ kind, slug }: { kind: Kind; slug: string }) {
  const named = useQuery(namedQuery(kind, slug))
  return (
    <Fetched query={named} loading={t('oneMoment')} name={t('thisPage')} heading="h1" missing={<NotFound />}>
      {({ id }) => <Navigate to={`/${kind}/$id`} params={{ id }} replace />}
    </Fetched>
  )
}
