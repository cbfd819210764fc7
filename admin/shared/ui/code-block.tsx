import Button from 'antd/es/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './code-block.module.css';
import { Icon } from './icon.tsx';

export function CodeBlock({ code }: { code: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(code);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <div className={styles['block']}>
      <pre className={styles['code']}>{code}</pre>
      <Button size="small" icon={<Icon name={copied ? 'check' : 'copy'} size={14} />} onClick={() => void copy()}>
        {copied ? t('action.copied') : t('action.copy')}
      </Button>
    </div>
  );
}
