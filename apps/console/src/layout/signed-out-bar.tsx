import { useQueryClient } from '@tanstack/react-query'
import { LinkButton as Anchor } from '@tessera/ui/button'
import { Notice } from '@tessera/ui/notice'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { accountQuery } from '../api/account.ts'
import { noteSignedIn, useSignedOut } from '../api/signed-out.ts'
import { useSession } from '../session.ts'

const base = import.meta.env.BASE_URL.replace(/\/$/, '')

/** Signing in happens in another tab, so that nothing typed here is lost; coming back to this one goes on. */
export function SignedOutBar() {
  const { t } = useTranslation('console')
  const { account } = useSession()
  const isOut = useSignedOut()
  const client = useQueryClient()
  useEffect(() => {
    if (!isOut) return undefined
    const look = async () => {
      noteSignedIn()
      const now = await client.fetchQuery({ ...accountQuery, staleTime: 0 })
      if (now && now.email !== account.email) window.location.reload()
      else await client.invalidateQueries()
    }
    const onFocus = () => void look()
    window.addEventListener('focus', onFocus)
    return () => window.removeEventListener('focus', onFocus)
  }, [isOut, client, account.email])
  if (!isOut) return null
  return (
    <div className="sticky top-0 z-40 border-b border-line bg-paper p-3 max-md:top-14">
      <Notice
        tone="warning"
        live
        title={t('frame.signed_out')}
        actions={
          <Anchor href={`${base}/sign-in`} target="_blank" rel="noreferrer" size="sm">
            {t('frame.sign_in_again')}
          </Anchor>
        }
      >
        {t('frame.signed_out_text')}
      </Notice>
    </div>
  )
}
