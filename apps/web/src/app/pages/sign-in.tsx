import { useNavigate, useSearch } from '@tanstack/react-router'
import { problemWords } from '../../features/auth/google/problem-words.ts'
import { SignInPage } from '../../features/auth/sign-in-page.tsx'
import { useCarried } from './use-carried.ts'
import { useWayBack } from './use-way-back.ts'

export function SignInRoute() {
  const { return: returnTo, problem, link } = useSearch({ from: '/sign-in' })
  const { email = '', after } = useCarried()
  const navigate = useNavigate()
  useWayBack(returnTo)
  return (
    <SignInPage
      returnTo={returnTo}
      cameBackWith={problemWords(problem)}
      linksGoogle={link === 'google'}
      email={email}
      isConfirmed={after === 'confirmed'}
      onNotConfirmed={(address) =>
        void navigate({ to: '/confirm', search: returnTo ? { return: returnTo } : {}, state: { email: address } })
      }
    />
  )
}
