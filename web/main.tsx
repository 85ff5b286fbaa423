import './ui/theme.css';
import { createRoot } from 'react-dom/client';

createRoot(document.getElementById('root')!).render(<p>Blossomer GTM</p>);
