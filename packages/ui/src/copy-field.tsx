import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { cn } from './cn.ts'
import { controlStyle, Field, type FieldProps } from './field.tsx'

/** A link or key to take along; the text can also be marked by hand. */
export function CopyField({ value, ...field }: Omit<FieldProps, 'error' | 'optional'> & { value: string }) {
  const { t } = useTranslation('ui')
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 3000)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <Field {...field}>
      {control => (
        <span className="flex gap-2">
          <input
            {...control}
            readOnly
            value={value}
            onFocus={event => event.target.select()}
            className={cn(controlStyle, 'figures')}
          />
          <Button
            icon={copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
            onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
          >
            <span aria-live="polite">{copied ? t('copy.done') : t('copy.do')}</span>
          </Button>
        </span>
      )}
    </Field>
  )
}
