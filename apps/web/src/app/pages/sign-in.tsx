import { useSearch } from '@tanstack/react-router'
import { problemWords } from '../../features/auth/google/problem-words.ts'
import { SignInPage } from '../../features/auth/sign-in-page.tsx'
import { useWayBack } from './use-way-back.ts'

export function SignInRoute() {
  const { return: returnTo, problem, link } = useSearch({ from: '/sign-in' })
  useWayBack(returnTo)
  return <SignInPage returnTo={returnTo} cameBackWith={problemWords(problem)} linksGoogle={link === 'google'} />
}
