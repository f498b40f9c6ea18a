/** What `npm run manifest` reads; package.json is not its to write. */
export default {
  globs: ['src/elements/**/*.ts'],
  exclude: ['src/elements/**/*.styles.ts'],
  litelement: true,
  packagejson: false,
  plugins: [
    {
      // What a user of the elements can see, in an order that does not depend on the file system.
      name: 'public-only',
      packageLinkPhase({customElementsManifest}) {
        const isPublic = ({customElement, name}) =>
          (customElement && name !== 'KitElement') || /^Booking(\w+Event|Element)$/.test(name);
        const modules = customElementsManifest.modules.map(module => ({
          ...module,
          declarations: module.declarations.filter(isPublic),
          exports: module.exports?.filter(({declaration}) =>
            module.declarations.some(each => isPublic(each) && each.name === declaration.name),
          ),
        }));
        for (const {declarations} of modules) {
          for (const declaration of declarations) {
            declaration.members = declaration.members?.filter(
              ({privacy, name}) => privacy !== 'private' && privacy !== 'protected' && !/^[#_]/.test(name),
            );
          }
        }
        customElementsManifest.modules = modules
          .filter(({declarations}) => declarations.length > 0)
          .sort((a, b) => (a.path < b.path ? -1 : 1));
      },
    },
  ],
};
