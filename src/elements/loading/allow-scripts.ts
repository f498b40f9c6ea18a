// Settings that a site's script makes.
export {allowCalScripts} from '../../embed/embed-js/script-bases.ts';
