import { useMutation } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { useLocale } from '@tessera/ui/i18n'
import { TextField } from '@tessera/ui/text-field'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { requestMagicLink, signIn } from '../api/account.ts'
import { useEntered } from '../entry/entered.ts'
import { EntryPage } from '../entry/entry-page.tsx'
import { MailSent } from '../entry/mail-sent.tsx'
import { OtherDoor } from '../entry/other-door.tsx'
import { PageForm } from '../forms/page-form.tsx'
import { fieldId, useWrong } from '../forms/problem-notice.tsx'

export const Route = createFileRoute('/sign-in')({
  validateSearch: (search: Record<string, unknown>): { return?: string } =>
    typeof search.return === 'string' ? { return: search.return } : {},
  component: SignInPage,
})

function SignInPage() {
  const { t } = useTranslation('console')
  const [mailedTo, setMailedTo] = useState<string | null>(null)
  return (
    <EntryPage
      title={t('entry.sign_in')}
      below={t('entry.sign_in_below')}
      foot={
        <OtherDoor to="/sign-up" label={t('entry.sign_up')}>
          {t('entry.no_account')}
        </OtherDoor>
      }
    >
      {mailedTo === null ? <SignInForm onMailed={setMailedTo} /> : <MailSent email={mailedTo} />}
    </EntryPage>
  )
}

/** By password, or by a link that comes by mail. */
function SignInForm({ onMailed }: { onMailed: (email: string) => void }) {
  const { t } = useTranslation('console')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { byPassword, byLink } = useSignIn({ email, password }, onMailed)
  const error = byPassword.error ?? byLink.error
  const wrong = useWrong(error)
  return (
    <PageForm
      className="grid gap-4"
      error={error}
      onSubmit={() => {
        byLink.reset()
        byPassword.mutate()
      }}
    >
      <TextField
        id={fieldId('email')}
        label={t('entry.email')}
        type="email"
        autoComplete="username"
        required
        value={email}
        onValueChange={setEmail}
        error={wrong('email')}
      />
      <TextField
        id={fieldId('password')}
        label={t('entry.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onValueChange={setPassword}
        error={wrong('password')}
      />
      <Button type="submit" variant="primary" block pending={byPassword.isPending}>
        {t('entry.sign_in')}
      </Button>
      <div className="grid gap-1">
        <Button
          block
          pending={byLink.isPending}
          disabled={!email.includes('@')}
          onClick={() => {
            byPassword.reset()
            byLink.mutate()
          }}
        >
          {t('entry.send_link')}
        </Button>
        <Link
          to="/reset-password"
          className="justify-self-center rounded-sm py-2 text-quiet hover:text-ink hover:underline"
        >
          {t('entry.forgot')}
        </Link>
      </div>
    </PageForm>
  )
}

/** Either way one lands where one wanted to go. */
function useSignIn({ email, password }: { email: string; password: string }, onMailed: (email: string) => void) {
  const { locale } = useLocale()
  const { return: wanted } = Route.useSearch()
  const entered = useEntered()
  const byPassword = useMutation({ mutationFn: () => signIn({ email, password }), onSuccess: () => entered(wanted) })
  const byLink = useMutation({
    mutationFn: () => requestMagicLink({ email, locale, return_path: `/console${wanted ?? '/'}` }),
    onSuccess: () => onMailed(email),
  })
  return { byPassword, byLink }
}
