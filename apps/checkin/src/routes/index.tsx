import { createFileRoute, Navigate } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { cn } from '@tessera/ui/cn'
import { controlStyle, Field } from '@tessera/ui/field'
import { LocaleSwitch } from '@tessera/ui/locale-switch'
import { Logo } from '@tessera/ui/logo'
import { Notice } from '@tessera/ui/notice'
import { PageTitle } from '@tessera/ui/page-title'
import { ThemeToggle } from '@tessera/ui/theme-toggle'
import { type SubmitEvent, useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignInRefusal } from '../api.ts'
import { signInWithCode } from '../door/door-app.ts'
import { choice, signIn } from '../door/door-state.ts'
import { cleanDeviceCode, DEVICE_CODE_LENGTH, deviceCodeOfAddress } from '../scanning/scanned-text.ts'
import { useObserved } from '../syncing/observable.ts'

export const Route = createFileRoute('/')({ component: SignInPage })

function SignInPage() {
  const { t } = useTranslation('checkin')
  const state = useObserved(signIn)
  const chosen = useObserved(choice)
  if (state.kind === 'signed_in') return <Navigate to={chosen ? '/scan' : '/choose'} replace />
  const why = state.kind === 'signed_out' ? state.why : 'never'
  return (
    <div className="mx-auto flex w-full max-w-md grow flex-col gap-8 p-6 pt-[max(1.5rem,env(safe-area-inset-top))]">
      <Logo />
      <div className="grid grow content-center gap-6">
        {why === 'revoked' && (
          <Notice tone="danger" title={t('sign_in.revoked_title')} live>
            {t('sign_in.revoked')}
          </Notice>
        )}
        {why === 'by_hand' && (
          <Notice tone="success" title={t('sign_in.left_title')} live>
            {t('sign_in.left')}
          </Notice>
        )}
        <PageTitle below={t('sign_in.below')}>{t('sign_in.title')}</PageTitle>
        <CodeForm />
      </div>
      <div className="flex justify-between">
        <LocaleSwitch />
        <ThemeToggle />
      </div>
    </div>
  )
}

/** A code that stayed in the address would stay in the history, and be tried again at every reload. */
function takeCodeOfAddress(): string {
  const code = deviceCodeOfAddress(location.hash)
  if (code) history.replaceState(history.state, '', location.pathname)
  return code ?? ''
}

function CodeForm() {
  const { t } = useTranslation('checkin')
  const [code, setCode] = useState(takeCodeOfAddress)
  const [isWorking, setWorking] = useState(code.length === DEVICE_CODE_LENGTH)
  const [refusal, setRefusal] = useState<SignInRefusal | null>(null)
  const connect = async (typed: string) => {
    setRefusal(await signInWithCode(typed).catch(() => 'unreachable' as const))
    setWorking(false)
  }
  const connectAtOnce = useEffectEvent(() => {
    if (code.length === DEVICE_CODE_LENGTH) void connect(code)
  })
  // With a code in the address there is nothing to type.
  // oxlint-disable-next-line react/set-state-in-effect -- it is set when the server has answered
  useEffect(() => connectAtOnce(), [])
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (code.length !== DEVICE_CODE_LENGTH) return setRefusal('code_invalid')
    setWorking(true)
    void connect(code)
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <Field
        label={t('sign_in.code')}
        hint={t('sign_in.code_hint')}
        error={refusal && !isWorking ? t(`sign_in.${refusal}`) : undefined}
      >
        {control => (
          <input
            {...control}
            value={code}
            onChange={event => {
              setRefusal(null)
              setCode(cleanDeviceCode(event.target.value))
            }}
            autoCapitalize="characters"
            autoComplete="one-time-code"
            autoCorrect="off"
            spellCheck={false}
            enterKeyHint="go"
            placeholder="––––––––"
            className={cn(
              controlStyle,
              'figures min-h-18 px-2 text-center font-display text-2xl font-semibold tracking-[0.18em] uppercase',
            )}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" block pending={isWorking} className="min-h-16 text-lg">
        {isWorking ? t('sign_in.working') : t('sign_in.do')}
      </Button>
    </form>
  )
}
