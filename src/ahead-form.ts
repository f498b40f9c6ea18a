import {beginForms} from './elements/form/begin-forms.ts';

beginForms();
