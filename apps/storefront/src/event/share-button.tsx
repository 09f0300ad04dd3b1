import { Button } from '@tessera/ui/button'
import { Check, Share2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** The device's own way to share; where there is none the link is copied. Never carries a fragment: it may be a secret. */
export function ShareButton({ title, path }: { title: string; path: string }) {
  const { t } = useTranslation('storefront')
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    const timer = copied ? setTimeout(() => setCopied(false), 3000) : undefined
    return () => clearTimeout(timer)
  }, [copied])
  const share = async () => {
    const url = new URL(path, location.origin).href
    try {
      if (navigator.share) await navigator.share({ title, url })
      else {
        await navigator.clipboard.writeText(url)
        setCopied(true)
      }
    } catch {
      // Closed without sharing.
    }
  }
  return (
    <Button icon={copied ? <Check aria-hidden="true" /> : <Share2 aria-hidden="true" />} onClick={() => void share()}>
      <span aria-live="polite">{copied ? t('event.link_copied') : t('event.share')}</span>
    </Button>
  )
}
