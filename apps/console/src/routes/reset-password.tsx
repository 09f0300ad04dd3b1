import { useMutation } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { Notice } from '@tessera/ui/notice'
import { TextField } from '@tessera/ui/text-field'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { redeemPasswordReset, requestPasswordReset } from '../api/account.ts'
import { isProblem } from '../api/problem.ts'
import { EntryPage } from '../entry/entry-page.tsx'
import { MailSent } from '../entry/mail-sent.tsx'
import { useLanding } from '../entry/token.ts'
import { PageForm } from '../forms/page-form.tsx'
import { fieldId, useWrong } from '../forms/problem-notice.tsx'
import { LinkButton } from '../link-button.tsx'

export const Route = createFileRoute('/reset-password')({ component: ResetPasswordPage })

/** Without a token one asks for the link; with it one sets the new password. */
function ResetPasswordPage() {
  const { token } = useLanding()
  const [dead, setDead] = useState<string | null>(null)
  if (!token || token === dead) return <AskForLink />
  return <NewPassword key={token} token={token} onAskAgain={() => setDead(token)} />
}

function AskForLink() {
  const { t } = useTranslation('console')
  const [email, setEmail] = useState('')
  const ask = useMutation({ mutationFn: () => requestPasswordReset(email) })
  const wrong = useWrong(ask.error)
  return (
    <EntryPage title={t('entry.reset_title')} below={t('entry.reset_below')}>
      {ask.isSuccess ? (
        <MailSent email={email} />
      ) : (
        <PageForm className="grid gap-4" error={ask.error} onSubmit={() => ask.mutate()}>
          <TextField
            id={fieldId('email')}
            label={t('entry.email')}
            type="email"
            autoComplete="username"
            value={email}
            onValueChange={setEmail}
            error={wrong('email')}
          />
          <Button type="submit" variant="primary" block pending={ask.isPending}>
            {t('entry.reset_send')}
          </Button>
        </PageForm>
      )}
      <LinkButton to="/sign-in" variant="quiet" block>
        {t('entry.to_sign_in')}
      </LinkButton>
    </EntryPage>
  )
}

function NewPassword({ token, onAskAgain }: { token: string; onAskAgain: () => void }) {
  const { t } = useTranslation('console')
  const [password, setPassword] = useState('')
  const set = useMutation({ mutationFn: () => redeemPasswordReset({ token, password }) })
  const wrong = useWrong(set.error)
  return (
    <EntryPage title={t('entry.new_password')} below={set.isSuccess ? undefined : t('entry.new_password_below')}>
      {set.isSuccess ? (
        <>
          <Notice tone="success" live title={t('entry.new_password_set')} />
          <LinkButton to="/sign-in" variant="primary" block>
            {t('entry.sign_in')}
          </LinkButton>
        </>
      ) : (
        <PageForm className="grid gap-4" error={set.error} onSubmit={() => set.mutate()}>
          {isProblem(set.error, 'identity.token_dead') && (
            <Button type="button" block onClick={onAskAgain}>
              {t('entry.reset_again')}
            </Button>
          )}
          <TextField
            id={fieldId('password')}
            label={t('entry.new_password')}
            hint={t('entry.password_hint')}
            type="password"
            autoComplete="new-password"
            value={password}
            onValueChange={setPassword}
            error={wrong('password')}
          />
          <Button type="submit" variant="primary" block pending={set.isPending}>
            {t('entry.new_password_save')}
          </Button>
        </PageForm>
      )}
    </EntryPage>
  )
}
