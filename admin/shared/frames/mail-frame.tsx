import { useRef, useState } from 'react';
import styles from './frames.module.css';

interface MailFrameProps {
  readonly title: string;
  readonly html: string;
}

/**
 * No script of a mail runs: the sandbox does not allow it and the policy refuses it. Links leave for a tab of their own.
 * `allow-same-origin` is what lets the frame be as tall as its content; without scripts it gives the mail nothing.
 */
const policy =
  "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline' http: https:; font-src http: https: data:";

export function MailFrame({ title, html }: MailFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(320);
  const measure = () => {
    const body = frame.current?.contentDocument?.documentElement;
    if (body) setHeight(Math.max(200, body.scrollHeight));
  };
  return (
    <iframe
      ref={frame}
      className={styles['mail']}
      title={title}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      srcDoc={`<meta http-equiv="Content-Security-Policy" content="${policy}"><base target="_blank">${html}`}
      style={{ height }}
      onLoad={measure}
    />
  );
}
