//! Refuses to build without the assets: `include_dir!` would otherwise embed an empty folder, or fail without a cause. And builds
//! again for a new migration, whose folder `embed_migrations!` names to nobody.

fn main() {
    println!("cargo::rerun-if-changed=assets/dist");
    println!("cargo::rerun-if-changed=migrations");
    if !std::path::Path::new("assets/dist/manifest.json").is_file() {
        println!(
            "cargo::error=assets/dist is missing: run `bin/setup` once (it builds the style, icons and scripts with npm)"
        );
    }
}
