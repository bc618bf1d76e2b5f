import type { Language } from '@better-and-bliss/membership'
import { updateProfile } from '@better-and-bliss/sdk'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { answerOf, wordsOf } from '../api/answer.ts'
import { type KeyValueStore, openLocalStorage, useStorage } from '../api/local-storage.ts'
import { useMember } from '../sign-in/use-sign-in.ts'
import { useToasts } from '../ui/toasts.tsx'
import { t } from './common.ts'
import { LANGUAGE_KEY } from './languages.ts'
import { LANGUAGE } from './page-language.ts'

/** Chooses what the pages speak: to a member on each of their devices, to anybody else on this one. */
export function useChooseLanguage() {
  const member = useMember()
  const storage = useStorage()
  const toasts = useToasts()
  return useMutation({
    mutationFn: async (language: Language) => {
      if (member) await answerOf(updateProfile({ body: { language } }))
      speak(storage, language)
    },
    onError: (error) => toasts.say(wordsOf(error, t('notSaved'))),
  })
}

/** Loads the page anew where the member has chosen another language than this device speaks. */
export function useMembersLanguage(): void {
  const language = useMember()?.language
  const storage = useStorage()
  useEffect(() => {
    if (language && language !== LANGUAGE) speak(storage, language)
  }, [language, storage])
}

/** A browser that keeps nothing would load the page for ever. */
function speak(storage: KeyValueStore, language: Language): void {
  storage.setItem(LANGUAGE_KEY, language)
  if (openLocalStorage().getItem(LANGUAGE_KEY) === language) window.location.reload()
}
